import { lazy, Suspense } from 'react';

const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));
const ShortcutsDialog = lazy(async () => ({ default: (await import('./shortcuts-dialog')).ShortcutsDialog }));

export type OverlayName = 'palette' | 'shortcuts' | undefined;

export interface OverlaysProps {
  readonly shown: OverlayName;
  readonly onChange: (shown: OverlayName) => void;
}

/** What comes over the page; loaded when it is asked for. */
export const Overlays = ({ shown, onChange }: OverlaysProps) => {
  const close = (): void => onChange(undefined);
  return (
    <Suspense>
      {shown === 'palette' ? <Palette onClose={close} /> : undefined}
      {shown === 'shortcuts' ? <ShortcutsDialog onClose={close} /> : undefined}
    </Suspense>
  );
};
