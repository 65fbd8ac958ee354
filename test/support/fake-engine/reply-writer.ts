import type { ServerResponse } from 'node:http';
import type { EventHub } from './event-hub';
import type { Fault } from './faults';
import type { FakeReply } from './handler';

/** Writes a reply, spoiled by the fault if there is one. Delays and hangs are the server's affair. */
export function writeReply(response: ServerResponse, hub: EventHub, reply: FakeReply, fault?: Fault): void {
  if (fault?.kind === 'garbage') {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(Buffer.from([0x7b, 0xff, 0x00, 0x3c, 0x68, 0x74, 0x6d, 0x6c, 0x3e]));
    return;
  }
  switch (reply.kind) {
    case 'empty':
      response.writeHead(reply.status).end();
      return;
    case 'json':
      writeBody(
        response,
        reply.status,
        'application/json',
        Buffer.from(`${JSON.stringify(reply.value)}\n`),
        fault,
      );
      return;
    case 'bytes':
      for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
      writeBody(response, reply.status, reply.contentType, reply.body, fault);
      return;
    case 'stream':
      reply.open(response);
      return;
    case 'events':
      streamEvents(response, hub, reply.query, fault);
      return;
  }
}

function writeBody(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: Buffer,
  fault: Fault | undefined,
): void {
  const half = body.subarray(0, Math.ceil(body.length / 2));
  if (fault?.kind === 'closeMidStream') {
    response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': String(body.length) });
    response.write(half, () => response.destroy());
    return;
  }
  response.writeHead(status, { 'Content-Type': contentType });
  response.end(fault?.kind === 'halfJson' ? half : body);
}

function streamEvents(
  response: ServerResponse,
  hub: EventHub,
  query: Parameters<EventHub['subscribe']>[0],
  fault: Fault | undefined,
): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.flushHeaders();
  for (const line of hub.replay(query)) response.write(line);
  if (fault?.kind === 'closeMidStream' || fault?.kind === 'halfJson') {
    const cut = () => (fault.kind === 'halfJson' ? response.end() : response.destroy());
    response.write('{"status":"start","id":"0f3c', cut);
    return;
  }
  const unsubscribe = hub.subscribe(query, (line) => response.write(line));
  const timer = endAt(query.until, () => response.end());
  response.on('close', () => {
    unsubscribe();
    clearTimeout(timer);
  });
}

function endAt(until: bigint | undefined, end: () => void): NodeJS.Timeout | undefined {
  if (until === undefined) return undefined;
  return setTimeout(end, Math.max(0, Number(until / 1_000_000n) - Date.now()));
}
