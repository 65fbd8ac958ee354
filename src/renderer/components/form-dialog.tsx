import { type ReactNode, useCallback, useId, useRef, useState } from 'react';
import { Banner } from './banner';
import { Button } from './button';
import { Dialog, type DialogProps } from './dialog';

export interface FormDialogLabels {
  readonly submit: string;
  readonly cancel: string;
  readonly close: string;
  /** Title of the banner when it failed. */
  readonly failed: string;
}

export interface FormDialogProps
  extends Pick<DialogProps, 'title' | 'description' | 'size' | 'initialFocus'> {
  /** Closes the dialog; the page mounts a new one each time, so that every form begins fresh. */
  readonly onClose: () => void;
  /** False keeps the dialog open: the form shows what is missing. */
  readonly validate?: (() => boolean) | undefined;
  /**
   * The dialog closes when it resolves; when it rejects, the error stays in the dialog. The signal is aborted when the
   * user does not wait for it.
   */
  readonly onSubmit: (signal: AbortSignal) => Promise<void>;
  readonly describeError: (error: unknown) => ReactNode;
  readonly labels: FormDialogLabels;
  readonly children: ReactNode;
}

const useSubmit = ({ onSubmit, onClose, validate }: FormDialogProps) => {
  const [state, setState] = useState<{ readonly running: boolean; readonly error?: unknown }>({
    running: false,
  });
  const work = useRef<AbortController>(undefined);
  const run = async (): Promise<void> => {
    setState({ running: true });
    work.current = new AbortController();
    try {
      await onSubmit(work.current.signal);
      onClose();
    } catch (error) {
      setState({ running: false, error });
    }
  };
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (!state.running && (validate?.() ?? true)) void run();
  };
  const leave = (): void => {
    work.current?.abort();
    onClose();
  };
  return { state, submit, leave };
};

/** A form in a dialog: Enter sends it, an error stays in view with what was typed. */
export const FormDialog = (props: FormDialogProps) => {
  const { title, description, size = 'sm', initialFocus, describeError, labels, children } = props;
  const { state, submit, leave } = useSubmit(props);
  const formId = useId();
  const firstControl = useRef<HTMLElement>(null);
  // Not the button that closes the dialog, which stands first.
  const findFirst = useCallback((form: HTMLFormElement | null) => {
    firstControl.current = form?.querySelector<HTMLElement>('input:not([hidden]), button, textarea') ?? null;
  }, []);
  const footer = (
    <>
      <Button onClick={leave}>{labels.cancel}</Button>
      <Button type="submit" form={formId} variant="primary" loading={state.running}>
        {labels.submit}
      </Button>
    </>
  );
  return (
    <Dialog
      {...{ title, description, size, footer }}
      initialFocus={initialFocus ?? firstControl}
      open
      onOpenChange={(open) => (open ? undefined : leave())}
      labels={labels}
    >
      <form ref={findFirst} id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
        {children}
        {state.error === undefined ? undefined : (
          <Banner tone="bad" title={labels.failed}>
            {describeError(state.error)}
          </Banner>
        )}
      </form>
    </Dialog>
  );
};
