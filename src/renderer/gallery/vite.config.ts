import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

/** Serves the gallery alone: `npx vite --config src/renderer/gallery/vite.config.ts`. It is never built. */
// biome-ignore lint/style/noDefaultExport: Vite reads the default export.
export default defineConfig({
  root: here,
  cacheDir: `${here}/../../../.cache/gallery`,
  plugins: [react(), tailwindcss()],
  server: { host: '127.0.0.1', fs: { allow: [`${here}/..`, `${here}/../../../node_modules`] } },
});
