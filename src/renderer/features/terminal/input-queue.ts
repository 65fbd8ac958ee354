/** What a program has not read yet; the engine's connection holds some more. */
const maxPending = 1024 * 1024;
/** Characters of one call; the contract allows 64 Ki. */
const maxSent = 16 * 1024;

type Encoding = 'utf8' | 'binary';

/**
 * Sends input in order: one call is on its way, what is typed meanwhile goes together in the next.
 * @returns the way to add input; false when it was dropped because too much waits
 */
export function createInputQueue(
  send: (data: string, encoding: Encoding) => Promise<unknown>,
  onError: (thrown: unknown) => void,
): (data: string, encoding?: Encoding) => boolean {
  const parts: { data: string; readonly encoding: Encoding }[] = [];
  let pending = 0;
  let busy = false;
  const run = async (): Promise<void> => {
    busy = true;
    try {
      for (let part = parts[0]; part; part = parts[0]) {
        const data = wholeCharacters(part.data);
        part.data = part.data.slice(data.length);
        pending -= data.length;
        if (part.data === '') parts.shift();
        await send(data, part.encoding);
      }
    } catch (thrown) {
      parts.length = 0;
      pending = 0;
      onError(thrown);
    } finally {
      busy = false;
    }
  };
  return (data, encoding = 'utf8') => {
    if (data === '') return true;
    if (pending + data.length > maxPending) return false;
    pending += data.length;
    const last = parts.at(-1);
    if (last?.encoding === encoding) last.data += data;
    else parts.push({ data, encoding });
    if (!busy) void run();
    return true;
  };
}

/** A pair of surrogates stays together. */
function wholeCharacters(text: string): string {
  const cut = text.slice(0, maxSent);
  const isSplit = text.length > maxSent && /[\uD800-\uDBFF]$/.test(cut);
  return isSplit ? cut.slice(0, -1) : cut;
}
