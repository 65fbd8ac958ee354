import { AppError } from '../../../../common/errors';
import { formatName } from '../../layers/index/tar-path';

/** For the eye: `/etc/app.conf`. */
export function pathText(names: readonly Buffer[]): string {
  return `/${names.map((name) => formatName(name)).join('/')}`;
}

/** For the engine, which takes texts. @throws AppError failed_precondition for a path that is no UTF-8 */
export function engineText(path: Buffer): string {
  const text = path.toString('utf8');
  if (Buffer.from(text).equals(path)) return text || '/';
  throw new AppError('failed_precondition', 'the engine takes no path that is no UTF-8', {
    details: { path: formatName(path) },
  });
}
