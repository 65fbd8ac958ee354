export type { Channel } from './channel';
export { createClient } from './client';
export { clientLimits, creditWindow, type Frame, type FrameLimits, parseFrame, serverLimits } from './frames';
export { createLink, type LinkContext, type LinkOptions } from './link';
export { createMemoryChannels, type MemoryChannels } from './memory-channel';
export { createPortChannel, type EmitterPort, type EventTargetPort, type PortLike } from './port-channel';
export { type Procedure, type ServedChannel, type ServeOptions, serveChannel } from './server';
export { createWebSocketChannel, type WebSocketLike } from './web-socket-channel';
export type { ErrorReporter } from './wire-error';
