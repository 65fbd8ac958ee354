import type { ContainerDetails } from '../../../common/contract/containers';
import { KeyValueList } from '../../components/key-value-list';
import { SectionCard } from '../../components/section-card';
import { useCopyLabels } from '../../lib/labels';
import { useMessages } from '../../lib/messages';
import { toCommandLine } from '../../lib/resources/command-line';
import { toVisibleText } from '../../lib/resources/visible-text';

/** A text that is copied as it is; undefined when there is none. */
function toItem(id: string, label: string, text: string | undefined) {
  if (text === undefined || text === '') return { id, label, value: undefined };
  return { id, label, value: <code className="break-all">{toVisibleText(text)}</code>, copy: text };
}

/** What runs: entrypoint, command, user, and what it may do. */
export const ProgramCard = ({ details }: { readonly details: ContainerDetails }) => {
  const { common, containers } = useMessages();
  const texts = containers.details;
  const copy = useCopyLabels();
  const { entrypoint, command, user, privileged, readOnlyRootFilesystem, stopSignal } = details;
  const items = [
    toItem('entrypoint', texts.entrypoint, toCommandLine(entrypoint)),
    toItem('command', texts.command, toCommandLine(command)),
    toItem('workingDir', texts.workingDir, details.workingDir),
    user ? toItem('user', texts.user, user) : { id: 'user', label: texts.user, value: texts.defaultUser },
    toItem('hostname', texts.hostname, details.hostname),
    { id: 'tty', label: texts.tty, value: details.tty ? common.yes : common.no },
    toItem('stopSignal', texts.stopSignal, stopSignal ?? 'SIGTERM'),
    { id: 'privileged', label: texts.privileged, value: privileged ? texts.privilegedYes : common.no },
    { id: 'readOnly', label: texts.readOnly, value: readOnlyRootFilesystem ? common.yes : common.no },
    toItem('platform', texts.platform, details.platform),
    toItem('driver', texts.driver, details.driver),
    toItem('logDriver', texts.logDriver, details.logDriver),
  ];
  return (
    <SectionCard title={texts.program}>
      <KeyValueList items={items} labels={copy} />
    </SectionCard>
  );
};
