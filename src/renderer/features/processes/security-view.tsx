import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { IdRange, ProcessSecurity } from '../../../common/contract/processes';
import { type CapabilityName, capabilityRisk } from '../../../common/security/capabilities';
import { Banner } from '../../components/banner';
import { Chip } from '../../components/chip';
import { KeyValueList } from '../../components/key-value-list';
import { SimpleTable } from '../../components/simple-table';
import { useCopyLabels } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';

interface ViewProps {
  readonly security: ProcessSecurity;
}

const risks = { default: 2, beyond: 1, dangerous: 0 } as const;
const icons = { default: CircleCheck, beyond: Info, dangerous: TriangleAlert } as const;
const tones = { default: 'neutral', beyond: 'info', dangerous: 'bad' } as const;

/** Which sets have a capability, in the order in which the kernel grants. */
const sets = ['effective', 'permitted', 'bounding', 'inheritable', 'ambient'] as const;

/** Every capability that some set has, the dangerous first, with one line on what it lets a process do. */
export const CapabilityTable = ({ security }: ViewProps) => {
  const texts = useMessages().processes.security;
  const { capabilities } = security;
  if (!capabilities) return <p className="m-0 px-3 py-2 text-ink-3">{texts.noCapabilities}</p>;
  const names = [...new Set(sets.flatMap((set) => capabilities[set]))];
  const rows = names
    .map((name) => ({
      name,
      risk: capabilityRisk(name),
      in: sets.filter((set) => capabilities[set].includes(name)),
    }))
    .sort(
      (a, b) =>
        Number(b.in.includes('effective')) - Number(a.in.includes('effective')) ||
        risks[a.risk] - risks[b.risk],
    );
  return (
    <SimpleTable
      label={texts.capabilities}
      rows={rows}
      getId={({ name }) => name}
      empty={texts.emptyCapabilities}
      columns={[
        { id: 'name', header: texts.capability, cell: ({ name }) => <code>{toVisibleText(name)}</code> },
        {
          id: 'risk',
          header: texts.risk,
          cell: ({ risk }) => (
            <Chip tone={tones[risk]} icon={icons[risk]}>
              {texts.risks[risk]}
            </Chip>
          ),
        },
        {
          id: 'sets',
          header: texts.sets,
          cell: (row) => row.in.map((set) => texts.setNames[set]).join(', '),
        },
        {
          id: 'meaning',
          header: texts.meaning,
          cell: ({ name }) => texts.meanings[name as CapabilityName] ?? texts.unknownCapability,
        },
      ]}
    />
  );
};

function mapText(map: readonly IdRange[] | undefined): string | undefined {
  return map?.map(({ inside, outside, length }) => `${inside} → ${outside} (${length})`).join(', ');
}

/** Seccomp, privileges, label, ids and memory of a process, each with what it means. */
export const SecurityFacts = ({ security }: ViewProps) => {
  const { security: texts } = useMessages().processes;
  const format = useFormat();
  const copy = useCopyLabels();
  const { seccomp, seccompFilters, noNewPrivileges, label, pssBytes, swapBytes, signals } = security;
  const explained = (value: string, words: string) => (
    <>
      <span className="font-medium">{value}</span>
      <span className="block text-ink-2">{words}</span>
    </>
  );
  const bytes = (value: number | undefined) => (value === undefined ? undefined : format.bytes(value));
  const path = (value: string | undefined) => value !== undefined && <code>{toVisibleText(value)}</code>;
  const fromEngine = security.source.kind === 'engine';
  return (
    <KeyValueList
      labels={copy}
      items={[
        {
          id: 'seccomp',
          label: 'seccomp',
          value:
            seccomp &&
            explained(
              seccompFilters === undefined
                ? texts.seccomp[seccomp]
                : `${texts.seccomp[seccomp]} · ${texts.filters(seccompFilters)}`,
              texts.seccompText[seccomp],
            ),
        },
        {
          id: 'nnp',
          label: 'no_new_privs',
          value:
            noNewPrivileges !== undefined &&
            explained(
              noNewPrivileges ? texts.on : texts.off,
              noNewPrivileges ? texts.privilegesOn : texts.privilegesOff,
            ),
        },
        {
          id: 'label',
          label: 'AppArmor / SELinux',
          value: label
            ? explained(
                `${toVisibleText(label.text)}${label.mode ? ` (${label.mode})` : ''}`,
                texts.labels[label.kind],
              )
            : explained('–', texts.noLabel),
        },
        ...(fromEngine
          ? []
          : [
              { id: 'uidMap', label: texts.uidMap, value: mapText(security.uidMap) },
              { id: 'gidMap', label: texts.gidMap, value: mapText(security.gidMap) },
              {
                id: 'exe',
                label: texts.executable,
                value: path(security.executable) || undefined,
                copy: security.executable,
              },
              { id: 'cwd', label: texts.workingDir, value: path(security.workingDir) || undefined },
              { id: 'pss', label: texts.pss, value: bytes(pssBytes), title: texts.pssText },
              { id: 'swap', label: texts.swap, value: bytes(swapBytes) },
              { id: 'caught', label: texts.caught, value: signals && (signals.caught.join(' ') || '–') },
              { id: 'ignored', label: texts.ignored, value: signals && (signals.ignored.join(' ') || '–') },
            ]),
      ].map(({ value, ...item }) => ({ ...item, value: value === false ? undefined : value }))}
    />
  );
};

/** A warning for what leaves a container hardly contained. */
export const SecurityWarnings = ({ security }: ViewProps) => {
  const { security: texts } = useMessages().processes;
  const format = useFormat();
  const dangerous = (security.capabilities?.effective ?? []).filter(
    (name) => capabilityRisk(name) === 'dangerous',
  );
  return (
    <>
      {security.privileged ? (
        <Banner tone="bad" title={texts.privileged}>
          {texts.privilegedText}
        </Banner>
      ) : undefined}
      {dangerous.length > 0 && !security.privileged ? (
        <Banner tone="warn" title={texts.dangerous(dangerous.length)}>
          {format.list(dangerous)}
        </Banner>
      ) : undefined}
      {security.seccomp === 'disabled' ? (
        <Banner tone="warn" title={texts.seccompText.disabled} />
      ) : undefined}
    </>
  );
};
