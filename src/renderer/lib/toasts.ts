import { createContext, useContext } from 'react';
import { AppError } from '../../common/errors';

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** A short message at the edge of the window. Showing the same id again changes it in place. */
export interface ToastRequest {
  readonly id?: string;
  readonly tone: 'info' | 'ok' | 'warn' | 'bad' | 'progress';
  readonly title: string;
  readonly text?: string;
  /** 0 to 1; absent while nobody knows. Only for `progress`, which stays until it is replaced. */
  readonly progress?: number;
  readonly actions?: readonly ToastAction[];
}

export interface Toasts {
  show(request: ToastRequest): void;
  dismiss(id: string): void;
}

/** The composition root passes in the design system's toaster. */
const ToastContext = createContext<Toasts | undefined>(undefined);
export const ToastsProvider = ToastContext.Provider;

export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (!toasts) throw new AppError('internal', 'there is no ToastsProvider above this component');
  return toasts;
}
