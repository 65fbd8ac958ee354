/** Whether one of the texts has the word, whatever the case. */
export function hasWord(word: string, texts: readonly string[]): boolean {
  const wanted = word.trim().toLowerCase();
  return wanted === '' || texts.some((text) => text.toLowerCase().includes(wanted));
}
