import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DesktopBridge } from '../../../../src/renderer/lib/desktop-bridge';
import { createElectronHost } from '../../../../src/renderer/lib/electron-host';

/** A window that preload posts messages into. */
function createWindow() {
  const target = new EventTarget();
  const post = (data: unknown, ports: readonly unknown[], source: unknown): void => {
    target.dispatchEvent(Object.assign(new Event('message'), { data, ports, source }));
  };
  return Object.assign(target, { post });
}

let page: ReturnType<typeof createWindow>;

beforeEach(() => {
  page = createWindow();
  vi.stubGlobal('window', page);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The main process: answers each call on the desktop port with what it was asked. */
function createDesktop() {
  const { port1, port2 } = new MessageChannel();
  const calls: unknown[] = [];
  port2.onmessage = ({ data }) => {
    calls.push(data.slice(2));
    port2.postMessage(['result', data[1], data[2] === 'saveDownload' ? {} : undefined]);
  };
  return { port: port1, calls, close: () => port2.close() };
}

describe('DesktopBridge', () => {
  it('asks preload for ports and speaks over the second one', async () => {
    const api = new MessageChannel();
    const desktop = createDesktop();
    const connect = vi.fn(() =>
      queueMicrotask(() => page.post({ kind: 'estiba:ports' }, [api.port1, desktop.port], page)),
    );
    const bridge = new DesktopBridge({ connect, platform: 'linux' });
    const channel = await bridge.open(new AbortController().signal);
    expect(connect).toHaveBeenCalledTimes(1);
    await bridge.client.openExternal({ url: 'https://example.com/' });
    expect(desktop.calls).toEqual([['openExternal', { url: 'https://example.com/' }]]);
    const host = createElectronHost(bridge.client);
    // No file was chosen.
    await expect(host.download({ path: 'files/t1' }, 'image.tar')).resolves.toBe(false);
    expect(desktop.calls[1]).toEqual(['saveDownload', { path: '/files/t1', suggestedName: 'image.tar' }]);
    channel.close();
    desktop.port.close();
    desktop.close();
    api.port2.close();
  });

  it('takes ports from its own window only, and only with the right message', async () => {
    vi.useFakeTimers();
    const foreign = new MessageChannel();
    const bridge = new DesktopBridge({ connect: () => undefined, platform: 'linux' });
    const opening = bridge.open(new AbortController().signal);
    const failed = expect(opening).rejects.toMatchObject({ code: 'deadline_exceeded' });
    page.post({ kind: 'estiba:ports' }, [foreign.port1, foreign.port2], {});
    page.post({ kind: 'other' }, [foreign.port1, foreign.port2], page);
    page.post({ kind: 'estiba:ports' }, [foreign.port1], page);
    page.post(undefined, [], page);
    await vi.advanceTimersByTimeAsync(6000);
    await failed;
    foreign.port1.close();
  });

  it('is unavailable before there are ports, and stops waiting when aborted', async () => {
    const bridge = new DesktopBridge({ connect: () => undefined, platform: 'linux' });
    await expect(bridge.client.openExternal({ url: 'https://x.y' })).rejects.toMatchObject({
      code: 'unavailable',
    });
    const leaving = new AbortController();
    const opening = bridge.open(leaving.signal);
    leaving.abort();
    await expect(opening).rejects.toMatchObject({ code: 'canceled' });
  });
});
