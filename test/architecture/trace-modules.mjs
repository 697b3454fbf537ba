// Says on standard error which modules are loaded: for `node --import`.
import { writeSync } from 'node:fs'
import { registerHooks } from 'node:module'

registerHooks({
  load(url, context, nextLoad) {
    writeSync(2, `loaded ${url}\n`)
    return nextLoad(url, context)
  },
})
