import { Tooltip as RadixTooltip } from 'radix-ui';
import type { ReactNode } from 'react';

export interface TooltipProps {
  readonly content: ReactNode;
  /** Keys that do the same, shown behind the text. */
  readonly shortcut?: ReactNode | undefined;
  readonly side?: 'top' | 'bottom' | 'left' | 'right' | undefined;
  /** One element that takes a ref and can be focused. */
  readonly children: ReactNode;
}

/** Must stand once above everything that uses tooltips: one delay for all of them. */
export const TooltipProvider = ({ children }: { readonly children: ReactNode }) => (
  <RadixTooltip.Provider delayDuration={450} skipDelayDuration={200}>
    {children}
  </RadixTooltip.Provider>
);

/** A short text on hover and on keyboard focus. It repeats or completes a name; never the only place of a fact. */
export const Tooltip = ({ content, shortcut, side = 'bottom', children }: TooltipProps) => (
  <RadixTooltip.Root>
    <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
    <RadixTooltip.Portal>
      <RadixTooltip.Content
        side={side}
        sideOffset={5}
        collisionPadding={8}
        className="z-50 flex max-w-80 animate-fade items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-sm text-ink shadow-menu"
      >
        {content}
        {shortcut}
      </RadixTooltip.Content>
    </RadixTooltip.Portal>
  </RadixTooltip.Root>
);
