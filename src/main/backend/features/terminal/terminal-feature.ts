import { implement } from '@orpc/server';
import { terminalContract } from '../../../../common/contract/terminal';
import type { TerminalService } from './terminal-service';

/** The procedures of `contract.terminal`. */
export function createTerminalFeature({ terminals }: { readonly terminals: TerminalService }) {
  const os = implement(terminalContract);
  return os.router({
    target: os.target.handler(({ input, signal }) => terminals.target(input, signal)),
    open: os.open.handler(({ input }) => terminals.open(input, input.program, input.size)),
    list: os.list.handler(({ input }) => terminals.list(input)),
    watch: os.watch.handler(({ input }) => terminals.get(input.sessionId).watch()),
    write: os.write.handler(({ input: { sessionId, data, encoding } }) =>
      terminals.get(sessionId).write(Buffer.from(data, encoding === 'binary' ? 'latin1' : 'utf8')),
    ),
    endInput: os.endInput.handler(({ input }) => terminals.get(input.sessionId).endInput()),
    resize: os.resize.handler(({ input }) => terminals.get(input.sessionId).resize(input.size)),
    rename: os.rename.handler(({ input }) => terminals.get(input.sessionId).rename(input.name)),
    close: os.close.handler(({ input }) => terminals.close(input.sessionId)),
  });
}
