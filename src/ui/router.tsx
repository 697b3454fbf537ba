import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { Skeleton } from './kit/skeleton.tsx'
import { parsePageSearch, writePageSearch, type PageSearch } from './page-search.ts'
import { OverviewPage } from './pages/overview/overview-page.tsx'
import { PageFailed } from './shell/page-failed.tsx'
import { PageNotFound } from './shell/page-not-found.tsx'
import { Shell } from './shell/shell.tsx'

const root = createRootRoute({
  component: Shell,
  notFoundComponent: PageNotFound,
  errorComponent: PageFailed,
  validateSearch: (search: Record<string, unknown>): PageSearch => search as Record<string, string>,
})

const overview = createRoute({ getParentRoute: () => root, path: '/', component: OverviewPage })
const data = createRoute({
  getParentRoute: () => root,
  path: '/data',
  component: lazyRouteComponent(() => import('./pages/data/data-page.tsx'), 'DataPage'),
})
const delivery = createRoute({
  getParentRoute: () => root,
  path: '/data/deliveries/$id',
  component: lazyRouteComponent(() => import('./pages/data/delivery-page.tsx'), 'DeliveryPage'),
})
const dataset = createRoute({
  getParentRoute: () => root,
  path: '/data/datasets/$name',
  component: lazyRouteComponent(() => import('./pages/data/dataset-page.tsx'), 'DatasetPage'),
})
const datasetVersion = createRoute({
  getParentRoute: () => root,
  path: '/data/datasets/$name/$version',
  component: lazyRouteComponent(
    () => import('./pages/data/dataset-version-page.tsx'),
    'DatasetVersionPage',
  ),
})
const checkReport = createRoute({
  getParentRoute: () => root,
  path: '/data/checks/$id',
  component: lazyRouteComponent(
    () => import('./pages/checks/check-report-page.tsx'),
    'CheckReportPage',
  ),
})
const features = createRoute({
  getParentRoute: () => root,
  path: '/features',
  component: lazyRouteComponent(() => import('./pages/features/features-page.tsx'), 'FeaturesPage'),
})
const group = createRoute({
  getParentRoute: () => root,
  path: '/features/groups/$name',
  component: lazyRouteComponent(() => import('./pages/features/group-page.tsx'), 'GroupPage'),
})
const view = createRoute({
  getParentRoute: () => root,
  path: '/features/views/$name',
  component: lazyRouteComponent(() => import('./pages/features/view-page.tsx'), 'ViewPage'),
})
const trainingSet = createRoute({
  getParentRoute: () => root,
  path: '/features/training-sets/$id',
  component: lazyRouteComponent(
    () => import('./pages/features/training-set-page.tsx'),
    'TrainingSetPage',
  ),
})
const pipelines = createRoute({
  getParentRoute: () => root,
  path: '/pipelines',
  component: lazyRouteComponent(
    () => import('./pages/pipelines/pipelines-page.tsx'),
    'PipelinesPage',
  ),
})
const pipeline = createRoute({
  getParentRoute: () => root,
  path: '/pipelines/$name',
  component: lazyRouteComponent(
    () => import('./pages/pipelines/pipeline-page.tsx'),
    'PipelinePage',
  ),
})
const runs = createRoute({
  getParentRoute: () => root,
  path: '/runs',
  component: lazyRouteComponent(() => import('./pages/runs/runs-page.tsx'), 'RunsPage'),
})
const graph = createRoute({
  getParentRoute: () => root,
  path: '/graph',
  component: lazyRouteComponent(() => import('./pages/graph/graph-page.tsx'), 'GraphPage'),
})
const comparison = createRoute({
  getParentRoute: () => root,
  path: '/runs/compare',
  component: lazyRouteComponent(() => import('./pages/runs/compare-page.tsx'), 'ComparePage'),
})
const run = createRoute({
  getParentRoute: () => root,
  path: '/runs/$id',
  component: lazyRouteComponent(() => import('./pages/runs/run-page.tsx'), 'RunPage'),
})
const profile = createRoute({
  getParentRoute: () => root,
  path: '/runs/$id/profile',
  component: lazyRouteComponent(() => import('./pages/profile/profile-page.tsx'), 'ProfilePage'),
})
const sweep = createRoute({
  getParentRoute: () => root,
  path: '/runs/$id/sweep',
  component: lazyRouteComponent(() => import('./pages/sweeps/sweep-page.tsx'), 'SweepPage'),
})
const models = createRoute({
  getParentRoute: () => root,
  path: '/models',
  component: lazyRouteComponent(() => import('./pages/models/models-page.tsx'), 'ModelsPage'),
})
const model = createRoute({
  getParentRoute: () => root,
  path: '/models/$name',
  component: lazyRouteComponent(() => import('./pages/models/model-page.tsx'), 'ModelPage'),
})
const modelVersion = createRoute({
  getParentRoute: () => root,
  path: '/models/$name/versions/$version',
  component: lazyRouteComponent(() => import('./pages/models/version-page.tsx'), 'VersionPage'),
})
const modelHealth = createRoute({
  getParentRoute: () => root,
  path: '/models/$name/health',
  component: lazyRouteComponent(
    () => import('./pages/monitors/model-health-page.tsx'),
    'ModelHealthPage',
  ),
})
const decision = createRoute({
  getParentRoute: () => root,
  path: '/decisions/$id',
  component: lazyRouteComponent(
    () => import('./pages/decisions/decision-page.tsx'),
    'DecisionPage',
  ),
})
const services = createRoute({
  getParentRoute: () => root,
  path: '/services',
  component: lazyRouteComponent(() => import('./pages/services/services-page.tsx'), 'ServicesPage'),
})
const service = createRoute({
  getParentRoute: () => root,
  path: '/services/$name',
  component: lazyRouteComponent(() => import('./pages/services/service-page.tsx'), 'ServicePage'),
})
const why = createRoute({
  getParentRoute: () => root,
  path: '/predictions/$id/why',
  component: lazyRouteComponent(() => import('./pages/lineage/why-page.tsx'), 'WhyPage'),
})
const monitors = createRoute({
  getParentRoute: () => root,
  path: '/monitors',
  component: lazyRouteComponent(() => import('./pages/monitors/monitors-page.tsx'), 'MonitorsPage'),
})
const monitor = createRoute({
  getParentRoute: () => root,
  path: '/monitors/$name',
  component: lazyRouteComponent(() => import('./pages/monitors/monitor-page.tsx'), 'MonitorPage'),
})
const alert = createRoute({
  getParentRoute: () => root,
  path: '/alerts/$id',
  component: lazyRouteComponent(() => import('./pages/alerts/alert-page.tsx'), 'AlertPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    data,
    delivery,
    dataset,
    datasetVersion,
    checkReport,
    features,
    group,
    view,
    trainingSet,
    pipelines,
    pipeline,
    graph,
    runs,
    comparison,
    run,
    profile,
    sweep,
    models,
    model,
    modelVersion,
    modelHealth,
    decision,
    services,
    service,
    why,
    monitors,
    monitor,
    alert,
  ]),
  parseSearch: parsePageSearch,
  stringifySearch: writePageSearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: () => <Skeleton lines={6} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
