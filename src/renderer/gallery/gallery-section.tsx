import { type ReactNode, useId } from 'react';

export interface GallerySectionProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Without padding and with a fixed height, for parts that fill their place. */
  readonly height?: number | undefined;
}

/** One family of parts, with an anchor: `#Buttons`. */
export const GallerySection = ({ title, children, height }: GallerySectionProps) => {
  const id = useId();
  return (
    <section aria-labelledby={id} data-section={title} className="border-b border-line px-5 py-5">
      <h2 id={id} className="m-0 mb-3 text-md font-semibold">
        {title}
      </h2>
      {height === undefined ? (
        <div className="flex flex-col gap-4">{children}</div>
      ) : (
        <div className="flex flex-col overflow-hidden rounded-lg border border-line" style={{ height }}>
          {children}
        </div>
      )}
    </section>
  );
};

export const Row = ({ children }: { readonly children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-2.5">{children}</div>
);
