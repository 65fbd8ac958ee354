import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 10_000, hookTimeout: 30_000, unstubEnvs: true, unstubGlobals: true };

export default defineConfig({
  plugins: [react()],
  test: {
    passWithNoTests: false,
    projects: [
      { extends: true, test: { ...shared, name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'] } },
      { extends: true, test: { ...shared, name: 'conformance', include: ['test/conformance/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          ...shared,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // One real engine; files run one after the other.
          fileParallelism: false,
        },
      },
    ],
  },
});
