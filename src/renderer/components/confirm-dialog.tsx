import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { Banner } from './banner';
import { Button } from './button';
import { Dialog } from './dialog';
import { Field } from './field';
import { TextInput } from './text-input';
import type { Tone } from './tone';

export interface Consequence {
  readonly id: string;
  /** What will be lost, stopped or freed, with the measured amount. */
  readonly text: ReactNode;
  readonly tone?: Tone | undefined;
}

export interface ConfirmLabels {
  readonly confirm: string;
  readonly cancel: string;
  readonly close: string;
  /** Title of the banner when the action failed. */
  readonly failed: string;
  /** Label of the field of a typed confirmation; gets the text to type. */
  readonly typeToConfirm: (expected: string) => string;
}

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly consequences?: readonly Consequence[] | undefined;
  /** The button stays off until this text is typed: for losses that cannot be undone. */
  readonly expectedText?: string | undefined;
  /** More choices, e.g. a checkbox 'also remove its volumes'. */
  readonly children?: ReactNode;
  /** Runs the action. The dialog closes when it resolves; when it rejects, the error stays inside the dialog. */
  readonly onConfirm: () => Promise<void>;
  /** Words for a failed action. */
  readonly describeError: (error: unknown) => ReactNode;
  /** `danger` (default) for what loses something. */
  readonly variant?: 'danger' | 'primary' | undefined;
  readonly labels: ConfirmLabels;
}

const Consequences = ({ items }: { readonly items: readonly Consequence[] }) => (
  <ul className="m-0 flex list-none flex-col gap-1.5 p-0">
    {items.map(({ id, text, tone = 'warn' }) => (
      <li key={id} data-tone={tone} className="flex items-start gap-2">
        <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-(--tone)" />
        <span className="min-w-0 break-words">{text}</span>
      </li>
    ))}
  </ul>
);

/** Runs the action once, keeps its error. */
const useConfirmation = ({
  onConfirm,
  onOpenChange,
}: Pick<ConfirmDialogProps, 'onConfirm' | 'onOpenChange'>) => {
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<{ readonly running: boolean; readonly error?: unknown }>({
    running: false,
  });
  const change = (open: boolean): void => {
    setTyped('');
    setState({ running: false });
    onOpenChange(open);
  };
  const confirm = async (): Promise<void> => {
    setState({ running: true });
    try {
      await onConfirm();
      change(false);
    } catch (error) {
      setState({ running: false, error });
    }
  };
  return { typed, setTyped, state, change, confirm };
};

/** Asks before something is lost: says exactly what, runs the action, and keeps its error in view. */
export const ConfirmDialog = (props: ConfirmDialogProps) => {
  const { consequences = [], expectedText, labels, variant = 'danger' } = props;
  const { typed, setTyped, state, change, confirm } = useConfirmation(props);
  const cancel = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const formId = useId();
  const ready = expectedText === undefined || typed === expectedText;
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (ready && !state.running) void confirm();
  };
  const footer = (
    <>
      <Button ref={cancel} onClick={() => change(false)} disabled={state.running}>
        {labels.cancel}
      </Button>
      <Button type="submit" form={formId} variant={variant} loading={state.running} disabled={!ready}>
        {labels.confirm}
      </Button>
    </>
  );
  return (
    <Dialog
      {...props}
      role="alertdialog"
      onOpenChange={change}
      size="sm"
      locked={state.running}
      initialFocus={expectedText === undefined ? cancel : field}
      footer={footer}
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        {consequences.length > 0 ? <Consequences items={consequences} /> : undefined}
        {props.children}
        {expectedText === undefined ? undefined : (
          <Field label={labels.typeToConfirm(expectedText)}>
            <TextInput ref={field} value={typed} onChange={setTyped} mono autoComplete="off" />
          </Field>
        )}
        {state.error === undefined ? undefined : (
          <Banner tone="bad" title={labels.failed}>
            {props.describeError(state.error)}
          </Banner>
        )}
      </form>
    </Dialog>
  );
};
