import { cx } from 'class-variance-authority';
import {
  type ComponentPropsWithRef,
  type ComponentType,
  createContext,
  type ReactNode,
  useContext,
} from 'react';

export interface LinkProps extends ComponentPropsWithRef<'a'> {
  readonly href: string;
}

const PlainLink = (props: LinkProps) => <a {...props} />;
const LinkComponent = createContext<ComponentType<LinkProps>>(PlainLink);

/** Tells the design system how the app navigates: the router's link component, which takes the props of `<a>`. */
export const LinkProvider = (props: {
  readonly component: ComponentType<LinkProps>;
  readonly children: ReactNode;
}) => <LinkComponent.Provider value={props.component}>{props.children}</LinkComponent.Provider>;

/** A bare link of the app, without looks: rail items, tabs, rows. */
export const BareLink = (props: LinkProps) => {
  const Component = useContext(LinkComponent);
  return <Component {...props} />;
};

export interface StyledLinkProps extends LinkProps {
  /** In the colour of the text, for lists in which every line is a link. */
  readonly quiet?: boolean | undefined;
}

/** A link in a list or a cell. */
export const Link = ({ className, quiet, ...props }: StyledLinkProps) => (
  <BareLink
    className={cx(
      'rounded-xs no-underline decoration-1 underline-offset-2 hover:underline',
      quiet ? 'text-ink hover:text-accent' : 'text-accent',
      className,
    )}
    {...props}
  />
);

/** A link in running text, underlined so that colour is not the only sign. */
export const TextLink = ({ className, ...props }: LinkProps) => (
  <BareLink className={cx('rounded-xs text-accent underline underline-offset-2', className)} {...props} />
);
