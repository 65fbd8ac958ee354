/** Keys of a shortcut, one box for each: `keys="Ctrl K"`. Names of keys are already in the reader's language. */
export const Kbd = ({ keys }: { readonly keys: string }) => (
  <span className="inline-flex shrink-0 gap-0.5">
    {keys.split(' ').map((key) => (
      <kbd
        key={key}
        className="min-w-4.5 rounded-sm border border-line bg-panel px-1 text-center text-xs leading-4 text-ink-3"
      >
        {key}
      </kbd>
    ))}
  </span>
);
