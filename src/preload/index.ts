import { contextBridge, ipcRenderer } from 'electron';

/**
 * Hands two message ports to the page: `api` (the back end) and `desktop` (the main process). Ports cannot pass the
 * context bridge, so they come by window.postMessage. That is all there is: features never touch this file.
 */
ipcRenderer.on('estiba:ports', (event) => {
  window.postMessage({ kind: 'estiba:ports' }, location.origin, [...event.ports]);
});

contextBridge.exposeInMainWorld('estibaDesktop', {
  /** Asks for new ports; they come as one message with `data.kind` `estiba:ports`. */
  connect: () => ipcRenderer.send('estiba:connect'),
  platform: process.platform,
});
