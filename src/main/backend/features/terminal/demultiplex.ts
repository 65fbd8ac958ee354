import { Transform } from 'node:stream';
import { toAppError } from '../../../../common/errors';
import { StreamDemultiplexer } from '../../engine/multiplexed-stream';

/** Output without a terminal comes in frames of stdout and stderr; a terminal shows both as they come. */
export function demultiplex(): Transform {
  const frames = new StreamDemultiplexer({ isFramed: true });
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        for (const { bytes } of frames.push(chunk)) this.push(bytes);
        done();
      } catch (thrown) {
        done(toAppError(thrown));
      }
    },
  });
}
