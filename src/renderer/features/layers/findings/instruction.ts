/**
 * An entry of an image's history as it stood in the Dockerfile: without the shell that ran it, build arguments and the
 * builder's marks. Unknown forms stay as they are.
 */
export function toInstruction(createdBy: string): string {
  const text = createdBy.replace(/\s+# buildkit\s*$/, '').trim();
  const nop = /^\/bin\/sh -c #\(nop\)\s*(.*)$/s.exec(text);
  if (nop?.[1] !== undefined) return nop[1].trim();
  const run = /^(?:RUN )?(?:\|\d+ (?:\S+=(?:'[^']*'|"[^"]*"|\S*) )*)?\/bin\/sh -c (.*)$/s.exec(text);
  if (run?.[1] !== undefined) return `RUN ${run[1].trim()}`;
  return text;
}

/** As `toInstruction`, in one line. */
export function toInstructionLine(createdBy: string): string {
  return toInstruction(createdBy)
    .replace(/\s*\\?\s*[\r\n]+\s*/g, ' ')
    .replace(/\t+/g, ' ');
}
