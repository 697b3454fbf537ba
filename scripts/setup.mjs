// Makes a bare clone ready: dependencies from the lockfile, the dashboard, the sources bundled. Runs before
// `npm start` and `npm test` on any Node from 20.19 on, without dependencies. Safe when two run at
// once, and after one that was killed: a stamp is written last, so half a job counts as none.
import { bundleSources, isBundled } from './setup/bundle.mjs'
import { buildDashboard, isDashboardBuilt } from './setup/dashboard.mjs'
import { areDependenciesInstalled, installDependencies } from './setup/dependencies.mjs'
import { withLock } from './setup/lock.mjs'
import { isNodeReady, linkNode } from './setup/pinned-node.mjs'

const root = new URL('..', import.meta.url)

const isReady = () =>
  areDependenciesInstalled(root) && isNodeReady(root) && isDashboardBuilt(root) && isBundled(root)

try {
  if (!isReady()) {
    await withLock(new URL('.setup-lock/', root), async (addHolder) => {
      if (!areDependenciesInstalled(root)) await installDependencies(root, addHolder)
      if (!isNodeReady(root)) linkNode(root)
      if (!isDashboardBuilt(root)) await buildDashboard(root, addHolder)
      if (!isBundled(root)) await bundleSources(root, addHolder)
    })
  }
} catch (error) {
  process.stderr.write(`\nSetting up failed: ${error.message}\n`)
  process.exitCode = 7
}
