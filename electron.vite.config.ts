import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Both hosts serve the page at the root of an origin and for routes of any depth, where electron-vite's relative
 * addresses of scripts would lead nowhere.
 */
const absoluteBase = { name: 'estiba:absolute-base', config: () => ({ base: '/' }) };

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      minify: true,
      // The server host also runs on plain Node 20.
      target: 'node20',
      rollupOptions: {
        input: {
          index: resolve('src/main/hosts/electron/main.ts'),
          backend: resolve('src/main/hosts/electron/backend-process.ts'),
          serve: resolve('src/main/hosts/server/main.ts'),
          cli: resolve('src/main/hosts/cli/main.ts'),
        },
        // electron-vite itself declares __dirname and require in chunks that use them.
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve('src/preload/index.ts') },
        // A sandboxed preload script must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), tailwindcss(), absoluteBase],
    build: {
      minify: true,
      // Not Electron's Chrome: the server host is opened in any current browser.
      target: 'es2023',
      manifest: true,
      rollupOptions: { input: resolve('src/renderer/index.html') },
    },
  },
});
