import { defineView, derive, freezeView } from '../../../src/features/index.ts'
import { storeAt } from '../feature-store.ts'
import { options, reports, swells } from './daily-surf.ts'

// Run as a process of its own: it ends itself, without a goodbye, when it has computed some rows.
const [root = ''] = process.argv.slice(2)
let rowCount = 0
const height = swells.latest('height')
const deadly = defineView({
  name: 'surf',
  label: reports.column('waveHeight'),
  features: {
    height,
    power: derive({ height }, (row) => {
      rowCount += 1
      if (rowCount === 5) process.kill(process.pid, 'SIGKILL')
      return row.height ** 2
    }),
  },
})
await freezeView(await storeAt(root), deadly, options)
