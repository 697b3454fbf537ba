// npm run bench -- [<name> …] [--json] [--peers]
import { parseArgs } from 'node:util'
import { benches } from './benches.ts'
import type { Row } from './row.ts'
import { toTable } from './to-table.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
  },
})

const names = positionals.length > 0 ? positionals : Object.keys(benches)
const unknown = names.filter((name) => benches[name] === undefined)

if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`,
  )
  process.exitCode = 2
} else {
  const rows: Row[] = []
  for (const name of names) {
    if (!values.json) console.error(`Measuring ${name} …`)
    const bench = await benches[name]?.()
    rows.push(...((await bench?.({ withPeers: values.peers })) ?? []))
  }
  console.log(values.json ? JSON.stringify(rows, undefined, 2) : toTable(rows))
}
