import { cx } from 'class-variance-authority';
import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { focusHomeOf } from './focus-home';
import { IconButton } from './icon-button';

export interface DialogLabels {
  readonly close: string;
}

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  /** One sentence under the title; also what a screen reader says when the dialog opens. */
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  readonly size?: 'sm' | 'md' | 'lg' | 'xl' | undefined;
  readonly labels: DialogLabels;
  /** While true, Escape, the X and a click beside do nothing: work is under way. */
  readonly locked?: boolean | undefined;
  /** `alertdialog` for questions that must be answered. */
  readonly role?: 'dialog' | 'alertdialog' | undefined;
  /** Element that gets the focus first; else the first control of the body. */
  readonly initialFocus?: React.RefObject<HTMLElement | null> | undefined;
}

const widths = { sm: 'w-105', md: 'w-140', lg: 'w-190', xl: 'w-260' } as const;

const Header = ({ title, description, locked, labels }: DialogProps) => (
  <header className="flex items-start gap-3 border-b border-line-2 py-3 pr-3 pl-4">
    <div className="min-w-0 flex-1 pt-0.5">
      <RadixDialog.Title className="m-0 text-md font-semibold break-words">{title}</RadixDialog.Title>
      {description === undefined ? undefined : (
        <RadixDialog.Description className="m-0 mt-0.5 text-ink-2">{description}</RadixDialog.Description>
      )}
    </div>
    <RadixDialog.Close asChild>
      <IconButton icon={X} label={labels.close} size="sm" disabled={locked} tooltip="none" />
    </RadixDialog.Close>
  </header>
);

/** A modal dialog. It traps the focus, gives it back, and its body scrolls while title and buttons stay. */
export const Dialog = (props: DialogProps) => {
  const { open, onOpenChange, children, footer, size = 'md', locked, role = 'dialog', initialFocus } = props;
  const stay = (event: Event): void => {
    if (locked) event.preventDefault();
  };
  const home = useRef<HTMLElement | undefined>(undefined);
  const focusFirst = (event: Event): void => {
    home.current = focusHomeOf(document.activeElement);
    const target = initialFocus?.current;
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
  // Radix gives the focus back to its own trigger only; these dialogs are opened by state.
  const goHome = (event: Event): void => {
    event.preventDefault();
    home.current?.focus();
  };
  return (
    <RadixDialog.Root open={open} onOpenChange={(next) => (locked ? undefined : onOpenChange(next))}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <RadixDialog.Content
          role={role}
          onEscapeKeyDown={stay}
          onPointerDownOutside={stay}
          onOpenAutoFocus={focusFirst}
          onCloseAutoFocus={goHome}
          {...(props.description === undefined ? { 'aria-describedby': undefined } : {})}
          className={cx(
            'fixed top-[12vh] left-1/2 z-40 flex max-h-[76vh] max-w-[calc(100vw-32px)] -translate-x-1/2 animate-fade flex-col rounded-xl border border-line bg-raised text-ink shadow-dialog focus:outline-none',
            widths[size],
          )}
        >
          <Header {...props} />
          <div className="min-h-0 flex-1 overflow-auto px-4 py-3">{children}</div>
          {footer === undefined ? undefined : (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line-2 px-4 py-3">
              {footer}
            </footer>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
};
