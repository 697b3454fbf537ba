import { enableCompileCache } from 'node:module'

// What it runs is compiled already: so it is there some tenths of a second earlier.
enableCompileCache()
const { serveSteps } = await import('./serve-steps.ts')
await serveSteps(process.argv[2] ?? '')
