import type { TerminalOutput, TerminalSession } from '../../../common/contract/terminal';

export interface StreamSink {
  write(bytes: Uint8Array): Promise<void>;
  /** From here on the output is live: answers of the screen to old questions must not be sent again. */
  live(truncated: boolean): void;
  ended(session: TerminalSession): void;
}

/** Bytes that are being drawn at most before the next are asked for. */
const maxDrawing = 128 * 1024;

/** Draws a session's output no faster than the screen takes it; the stream's credit holds the program up meanwhile. */
export async function drawOutput(stream: AsyncIterable<TerminalOutput>, sink: StreamSink): Promise<void> {
  let replayLeft = 0;
  let truncated = false;
  let drawing = 0;
  let last: Promise<void> = Promise.resolve();
  for await (const item of stream) {
    if (item instanceof Uint8Array) {
      drawing += item.length;
      last = sink.write(item).then(() => {
        drawing -= item.length;
      });
      const wasReplay = replayLeft > 0;
      replayLeft -= item.length;
      if (wasReplay && replayLeft <= 0) {
        await last;
        sink.live(truncated);
      } else if (drawing > maxDrawing) await last;
    } else if (item.kind === 'start') {
      replayLeft = item.replayBytes;
      truncated = item.truncated;
      if (replayLeft === 0) sink.live(truncated);
    } else {
      await last;
      sink.ended(item.session);
    }
  }
}
