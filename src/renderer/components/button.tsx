import { cva, cx, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import type { Icon } from './icon';
import { Spinner } from './spinner';

/** Classes of a button, for the rare element that must look like one without being one. */
export const buttonClass = cva(
  'relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium no-underline transition-colors disabled:opacity-55 aria-disabled:opacity-55',
  {
    variants: {
      variant: {
        default:
          'border-line bg-panel text-ink hover:bg-hover active:bg-sunk data-[state=open]:bg-sunk aria-pressed:bg-accent-soft',
        primary: 'border-accent bg-accent text-accent-ink hover:border-accent-hover hover:bg-accent-hover',
        ghost:
          'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink active:bg-sunk data-[state=open]:bg-sunk aria-pressed:bg-accent-soft aria-pressed:text-accent',
        danger: 'border-danger bg-danger text-danger-ink hover:border-danger-hover hover:bg-danger-hover',
        dangerGhost: 'border-line bg-panel text-bad hover:border-bad hover:bg-bad-soft',
      },
      size: {
        sm: 'h-6 px-2 text-sm',
        md: 'h-7.5 px-3 text-base',
        lg: 'h-9 px-4 text-md',
      },
    },
    defaultVariants: { variant: 'default', size: 'md' },
  },
);

export interface ButtonProps extends ComponentPropsWithRef<'button'>, VariantProps<typeof buttonClass> {
  readonly icon?: Icon | undefined;
  /** Shows a spinner over the text, keeps the width and ignores clicks; the focus stays where it is. */
  readonly loading?: boolean | undefined;
  /** Renders its only child (a link) with the looks of a button. */
  readonly asChild?: boolean | undefined;
}

const Content = ({
  icon: IconView,
  loading,
  children,
}: Pick<ButtonProps, 'icon' | 'loading' | 'children'>): ReactNode => (
  <>
    {loading ? (
      <span className="absolute inset-0 flex items-center justify-center">
        <Spinner />
      </span>
    ) : undefined}
    <span className={cx('inline-flex items-center gap-1.5', loading && 'opacity-0')}>
      {IconView ? <IconView aria-hidden size={14} className="-ml-0.5 shrink-0" /> : undefined}
      {children}
    </span>
  </>
);

/** The button. `type` is `button` unless a form asks for `submit`. */
export const Button = (props: ButtonProps) => {
  const { variant, size, icon, loading, asChild, className, children, onClick, ...rest } = props;
  const classes = buttonClass({ variant, size, className });
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      className={classes}
      aria-busy={loading || undefined}
      aria-disabled={loading || undefined}
      onClick={loading ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      <Content icon={icon} loading={loading}>
        {children}
      </Content>
    </button>
  );
};
