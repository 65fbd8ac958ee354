/** Widths repeat by place, so that the same skeleton looks the same each time. */
const widths = ['62%', '44%', '71%', '53%', '38%', '66%'] as const;
const widthAt = (index: number): string => widths[index % widths.length] ?? '50%';

const Bone = ({ width, height = 8 }: { readonly width: string; readonly height?: number }) => (
  <span className="block animate-pulse rounded-sm bg-neutral-soft" style={{ width, height }} />
);

export interface SkeletonProps {
  /** Said once by screen readers. */
  readonly label: string;
  /** Number of lines, default 8. */
  readonly count?: number | undefined;
}

const indexes = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** Stands for the rows of a list, in their height, so that nothing moves when they come. */
export const SkeletonRows = ({ label, count = 8 }: SkeletonProps) => (
  <div role="status" className="flex flex-col">
    <span className="sr-only">{label}</span>
    {indexes(count).map((index) => (
      <span key={index} aria-hidden className="flex h-7.5 items-center gap-8 border-b border-line-2 px-3">
        <span className="w-2/5">
          <Bone width={widthAt(index)} />
        </span>
        <span className="w-1/5">
          <Bone width={widthAt(index + 3)} />
        </span>
        <span className="w-1/5">
          <Bone width={widthAt(index + 1)} />
        </span>
      </span>
    ))}
  </div>
);

/** Stands for a paragraph. */
export const SkeletonText = ({ label, count = 3 }: SkeletonProps) => (
  <div role="status" className="flex flex-col gap-2.5 py-1">
    <span className="sr-only">{label}</span>
    {indexes(count).map((index) => (
      <Bone key={index} width={widthAt(index)} />
    ))}
  </div>
);

/** Stands for a strip of key figures. */
export const SkeletonKpis = ({ label, count = 4 }: SkeletonProps) => (
  <div role="status" className="flex gap-7 border-b border-line bg-panel px-4 py-2.5">
    <span className="sr-only">{label}</span>
    {indexes(count).map((index) => (
      <span key={index} aria-hidden className="flex w-24 flex-col gap-2 py-1">
        <Bone width="70%" height={14} />
        <Bone width="100%" />
      </span>
    ))}
  </div>
);
