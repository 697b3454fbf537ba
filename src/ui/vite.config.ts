import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

const server = 'http://127.0.0.1:4300'

// Vite asks for a default export.
export default defineConfig({
  root: here,
  base: '/',
  publicDir: 'public',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../../dist/ui', import.meta.url)),
    emptyOutDir: true,
    target: 'es2024',
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: {
      '/api': server,
      '/docs': server,
      // `/services` and `/services/surf` are pages.
      '^/services/[^/]+/(predict|forecast)': server,
    },
  },
})
