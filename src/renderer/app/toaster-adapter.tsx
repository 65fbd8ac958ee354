import { toast } from 'sonner';
import { ProgressBar } from '../components/progress-bar';
import { Spinner } from '../components/spinner';
import type { ToastRequest, Toasts } from '../lib/toasts';

/** Milliseconds; what failed stays until it is closed. */
const shownFor = { info: 5000, ok: 5000, warn: 12_000 } as const;

const Description = ({ request }: { readonly request: ToastRequest }) => (
  <span className="flex flex-col gap-1.5 break-words">
    {request.text === undefined ? undefined : <span>{request.text}</span>}
    {request.tone === 'progress' ? (
      <ProgressBar compact label={request.title} value={request.progress} />
    ) : undefined}
  </span>
);

function show(request: ToastRequest): void {
  const { id, tone, title, actions = [] } = request;
  const [first, second] = actions;
  const toButton = (action: typeof first) => action && { label: action.label, onClick: () => action.run() };
  const options = {
    ...(id === undefined ? {} : { id }),
    description: <Description request={request} />,
    duration: tone === 'progress' || tone === 'bad' ? Number.POSITIVE_INFINITY : shownFor[tone],
    // A toast that changes keeps what the earlier one had unless it is said anew.
    action: toButton(first),
    cancel: toButton(second),
  };
  if (tone === 'progress') toast(title, { ...options, icon: <Spinner /> });
  else toast[methods[tone]](title, options);
}

const methods = { info: 'info', ok: 'success', warn: 'warning', bad: 'error' } as const;

/** The messages of lib/toasts, shown by the design system's toaster. */
export const toasterAdapter: Toasts = {
  show,
  dismiss: (id) => {
    toast.dismiss(id);
  },
};
