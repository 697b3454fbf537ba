// In a checkout whose sources are bundled, `import … from 'groundswell'` means the bundle that the command
// itself runs from: of a module that is read twice, each would have things of its own.
import { registerHooks } from 'node:module'

const source = new URL('../src/index.ts', import.meta.url).href
const bundled = { url: new URL('../dist/index.js', import.meta.url).href, shortCircuit: true }

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === 'groundswell') return bundled
    const found = nextResolve(specifier, context)
    return found.url === source ? bundled : found
  },
})
