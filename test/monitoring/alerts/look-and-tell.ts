import { silentLog } from '../../../src/base/index.ts'
import {
  atMost,
  defineMonitor,
  deliverAlerts,
  runDueMonitors,
  tumbling,
  webhookChannel,
} from '../../../src/monitoring/index.ts'
import { sqlModelStore } from '../../../src/registry/index.ts'
import { storeAt } from '../../features/feature-store.ts'
import { swells } from '../../training/training-lab.ts'

// Run as a process of its own, which a test ends in the middle: looks at a group once, and tells a webhook.
const [root = '', url = '', moment = ''] = process.argv.slice(2)
const now = () => new Date(moment)
const store = await storeAt(root, now)
const deps = {
  ...store,
  models: sqlModelStore(store),
  state: root,
  stopwatch: () => performance.now(),
  environment: {},
  tell: () => undefined,
}
const monitor = defineMonitor({
  name: 'swell-rows',
  watch: { group: swells },
  window: tumbling('1d'),
  rules: [atMost('missing of period', 0.5)],
  tell: [webhookChannel('ops', { url })],
})
await runDueMonitors({ ...deps, log: silentLog }, [monitor])
await deliverAlerts({ ...deps, log: silentLog }, monitor.tell)
await store.close()
