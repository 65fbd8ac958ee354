import { useState } from 'react';
import type { TerminalProgram, TerminalTarget } from '../../../common/contract/terminal';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { Checkbox } from '../../components/checkbox';
import { Field } from '../../components/field';
import { SectionCard } from '../../components/section-card';
import { SegmentedControl } from '../../components/segmented-control';
import { Select } from '../../components/select';
import { TextArea } from '../../components/text-area';
import { TextInput } from '../../components/text-input';
import { useImages } from '../../lib/live-list';
import { useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { initialForm, otherCommand, type StartForm, toForm, toProgram } from './start-form';

interface PartProps {
  readonly form: StartForm;
  readonly target: TerminalTarget;
  readonly onChange: (change: Partial<StartForm>) => void;
}

const ExecFields = ({ form, target, onChange }: PartProps) => {
  const { terminal: texts } = useMessages();
  const options = [
    ...target.shells.map(({ command }, index) => ({
      value: String(index),
      label: toVisibleText(command.join(' ')),
    })),
    { value: otherCommand, label: texts.otherCommand },
  ];
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label={texts.shell}>
          <Select value={form.shell} options={options} onChange={(shell) => onChange({ shell })} />
        </Field>
        <Field label={texts.user} description={texts.userHint(toVisibleText(target.user ?? 'root'))}>
          <TextInput mono autoComplete="off" value={form.user} onChange={(user) => onChange({ user })} />
        </Field>
        <Field label={texts.folder} description={texts.userHint(toVisibleText(target.workingDir ?? '/'))}>
          <TextInput
            mono
            autoComplete="off"
            value={form.workingDir}
            onChange={(workingDir) => onChange({ workingDir })}
          />
        </Field>
      </div>
      {form.shell === otherCommand ? (
        <Field label={texts.command} description={texts.commandHint}>
          <TextArea mono rows={3} value={form.command} onChange={(command) => onChange({ command })} />
        </Field>
      ) : undefined}
      <Field label={texts.env} description={texts.envHint}>
        <TextArea mono rows={2} value={form.env} onChange={(env) => onChange({ env })} />
      </Field>
    </>
  );
};

const AttachFields = ({ form, target, onChange }: PartProps) => {
  const { terminal: texts } = useMessages();
  const { tty, openStdin, stdinOnce, command } = target.main;
  const warning = !openStdin
    ? texts.attachNoInput
    : tty
      ? texts.attachCtrlC
      : stdinOnce
        ? texts.attachOnce
        : undefined;
  return (
    <>
      <p className="m-0">
        {texts.attachText} <code>{toVisibleText(command.join(' '))}</code>
      </p>
      {warning === undefined ? undefined : <Banner tone={openStdin ? 'warn' : 'info'} title={warning} />}
      {tty ? undefined : <p className="m-0 text-ink-2">{texts.attachNoTty}</p>}
      {openStdin ? (
        <>
          <Checkbox label={texts.sendInput} checked={form.stdin} onChange={(stdin) => onChange({ stdin })} />
          {tty ? (
            <Field label={texts.detachKeys} description={texts.detachHint}>
              <TextInput mono value={form.detachKeys} onChange={(detachKeys) => onChange({ detachKeys })} />
            </Field>
          ) : undefined}
        </>
      ) : undefined}
    </>
  );
};

const DebugFields = ({ engineId, form, onChange }: PartProps & { readonly engineId: string }) => {
  const { terminal: texts } = useMessages();
  const tags = useImages(engineId).items.flatMap((image) => image.tags);
  return (
    <>
      <p className="m-0">{texts.helperText}</p>
      {tags.length === 0 ? (
        <p className="m-0 text-ink-2">{texts.noImages}</p>
      ) : (
        <Field label={texts.helperImage}>
          <Select
            value={form.image === '' ? undefined : form.image}
            placeholder={texts.helperImage}
            options={tags.map((tag) => ({ value: tag, label: toVisibleText(tag) }))}
            onChange={(image) => onChange({ image })}
          />
        </Field>
      )}
    </>
  );
};

export interface StartViewProps {
  readonly engineId: string;
  readonly target: TerminalTarget;
  /** What the form begins with; undefined: what fits the container. */
  readonly draft: TerminalProgram | undefined;
  readonly busy: boolean;
  readonly error: string | undefined;
  readonly onOpen: (program: TerminalProgram) => void;
}

const kinds = ['exec', 'attach', 'debug'] as const;

/** What to open: a shell that exists, the main process, or a helper where there is no shell. */
export const StartView = ({ engineId, target, draft, busy, error, onOpen }: StartViewProps) => {
  const { terminal: texts } = useMessages();
  const [form, setForm] = useState(() => (draft ? toForm(draft, target) : initialForm(target)));
  const program = toProgram(form, target);
  const part = { form, target, onChange: (change: Partial<StartForm>) => setForm({ ...form, ...change }) };
  return (
    <form
      className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (program && !busy) onOpen(program);
      }}
    >
      {target.shells.length > 0 ? undefined : (
        <Banner tone="info" title={texts.noShell}>
          {texts.noShellText(toVisibleText(target.lookedIn.join(', ')))}
        </Banner>
      )}
      {error === undefined ? undefined : (
        <Banner tone="bad" title={texts.openFailed}>
          {error}
        </Banner>
      )}
      <SectionCard title={texts.start}>
        <div className="flex flex-col gap-3">
          <div className="flex">
            <SegmentedControl
              label={texts.kind}
              value={form.kind}
              options={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
              onChange={(kind) => part.onChange({ kind })}
            />
          </div>
          {form.kind === 'exec' ? <ExecFields {...part} /> : undefined}
          {form.kind === 'attach' ? <AttachFields {...part} /> : undefined}
          {form.kind === 'debug' ? <DebugFields {...part} engineId={engineId} /> : undefined}
          <div>
            <Button type="submit" variant="primary" disabled={!program} loading={busy}>
              {texts.open}
            </Button>
          </div>
        </div>
      </SectionCard>
    </form>
  );
};
