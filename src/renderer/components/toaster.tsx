import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { Spinner } from './spinner';

export interface ToasterLabels {
  /** Name of the region. */
  readonly notifications: string;
  readonly close: string;
}

const colours = {
  '--normal-bg': 'var(--raised)',
  '--normal-text': 'var(--ink)',
  '--normal-border': 'var(--line)',
  '--border-radius': '8px',
  fontFamily: 'var(--font-sans)',
} as CSSProperties;

const icons = {
  success: <CircleCheck aria-hidden size={16} className="text-ok" />,
  error: <CircleAlert aria-hidden size={16} className="text-bad" />,
  warning: <TriangleAlert aria-hidden size={16} className="text-warn" />,
  info: <Info aria-hidden size={16} className="text-info" />,
  loading: <Spinner />,
};

/** Where notices appear; stands once in the app. */
export const Toaster = ({ labels }: { readonly labels: ToasterLabels }) => (
  <Sonner
    theme="system"
    position="bottom-right"
    offset={{ bottom: 44, right: 16 }}
    visibleToasts={4}
    closeButton
    gap={8}
    containerAriaLabel={labels.notifications}
    icons={icons}
    style={colours}
    toastOptions={{
      closeButtonAriaLabel: labels.close,
      classNames: {
        toast: '!shadow-menu !text-base !p-3 !gap-2.5',
        title: '!font-medium !text-ink',
        description: '!text-ink-2',
        actionButton: '!bg-accent !text-accent-ink !h-6 !rounded-md',
        closeButton: '!bg-raised !text-ink-2 !border-line',
      },
    }}
  />
);

export interface Notice {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly action?: { readonly label: string; readonly onClick: () => void } | undefined;
  /** A notice with the same id takes the place of the earlier one. */
  readonly id?: string | undefined;
}

type NoticeKind = 'success' | 'error' | 'warning' | 'info';

/**
 * Says that something has happened, out of the way. Errors stay until they are closed, the rest goes after five seconds;
 * what the user must answer is a dialog, what belongs to a place is a Banner.
 */
export const notify = (kind: NoticeKind, { title, description, action, id }: Notice): void => {
  toast[kind](title, {
    duration: kind === 'error' ? Number.POSITIVE_INFINITY : 5000,
    ...(description === undefined ? {} : { description }),
    ...(action === undefined ? {} : { action }),
    ...(id === undefined ? {} : { id }),
  });
};
