// In a checkout, `import … from 'groundswell'` means the sources: examples and tests read like the
// projects of users, and nothing has to be built before they run.
import { enableCompileCache, registerHooks } from 'node:module'

const source = new URL('../src/index.ts', import.meta.url).href

// Hundreds of tests load the same sources, each in a process of its own and some in further ones.
const { directory } = enableCompileCache()
if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === 'groundswell') return { url: source, shortCircuit: true }
    return nextResolve(specifier, context)
  },
})
