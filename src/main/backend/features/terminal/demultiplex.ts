import { Transform } from 'node:stream';
import { AppError } from '../../../../common/errors';

/** Stream type, three zeros, length (big endian). */
const headerBytes = 8;

/** Output without a terminal comes in frames of stdout (1) and stderr (2); a terminal shows both as they come. */
export function demultiplex(): Transform {
  let pending: Buffer = Buffer.alloc(0);
  let bodyLeft = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      while (pending.length > 0) {
        if (bodyLeft === 0) {
          if (pending.length < headerBytes) break;
          if ((pending[0] ?? 0) > 3 || pending.readUIntBE(1, 3) !== 0) {
            done(new AppError('data_loss', 'the engine sent something else than frames of output'));
            return;
          }
          bodyLeft = pending.readUInt32BE(4);
          pending = pending.subarray(headerBytes);
          continue;
        }
        const part = pending.subarray(0, bodyLeft);
        bodyLeft -= part.length;
        pending = pending.subarray(part.length);
        this.push(part);
      }
      done();
    },
  });
}
