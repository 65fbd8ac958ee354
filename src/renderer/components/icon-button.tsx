import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import type { Icon } from './icon';
import { Spinner } from './spinner';
import { Tooltip } from './tooltip';

const iconButtonClass = cva(
  'inline-flex shrink-0 items-center justify-center rounded-md border transition-colors disabled:opacity-50',
  {
    variants: {
      variant: {
        ghost:
          'border-transparent text-ink-2 hover:bg-hover hover:text-ink active:bg-sunk aria-pressed:bg-accent-soft aria-pressed:text-accent data-[state=open]:bg-sunk',
        default: 'border-line bg-panel text-ink-2 hover:bg-hover hover:text-ink data-[state=open]:bg-sunk',
        danger: 'border-transparent text-ink-2 hover:bg-bad-soft hover:text-bad',
      },
      size: { sm: 'size-6', md: 'size-7.5' },
    },
    defaultVariants: { variant: 'ghost', size: 'md' },
  },
);

export interface IconButtonProps
  extends Omit<ComponentPropsWithRef<'button'>, 'children' | 'aria-label'>,
    VariantProps<typeof iconButtonClass> {
  readonly icon: Icon;
  /** Accessible name and text of the tooltip. */
  readonly label: string;
  readonly loading?: boolean | undefined;
  readonly shortcut?: ReactNode | undefined;
  /** `native` uses the title attribute: for rows of long lists, where hundreds of tooltips would cost. */
  readonly tooltip?: 'styled' | 'native' | 'none' | undefined;
}

/** A button that is only an icon; its name is required and shown as a tooltip. */
export const IconButton = (props: IconButtonProps) => {
  const {
    icon: IconView,
    label,
    loading,
    shortcut,
    tooltip = 'styled',
    variant,
    size,
    className,
    ...rest
  } = props;
  const button = (
    <button
      type="button"
      aria-label={label}
      title={tooltip === 'native' ? label : undefined}
      aria-busy={loading || undefined}
      className={iconButtonClass({ variant, size, className })}
      {...rest}
    >
      {loading ? <Spinner /> : <IconView aria-hidden size={size === 'sm' ? 14 : 15} />}
    </button>
  );
  if (tooltip !== 'styled') return button;
  return (
    <Tooltip content={label} shortcut={shortcut}>
      {button}
    </Tooltip>
  );
};
