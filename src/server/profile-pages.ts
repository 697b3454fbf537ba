import type { FastifyInstance, FastifyReply } from 'fastify'
import {
  compareProfiles,
  getDatasetVersion,
  profileDataset,
  profileTable,
  type DatasetVersion,
  type Profile,
} from '../data/index.ts'
import { featuresErrors, getTrainingSet, trueRows, type TrainingSet } from '../features/index.ts'
import { getGroup, readTokens, type OpenedProject } from '../project/index.ts'
import { renderProfile, type ProfilePage } from '../site/index.ts'
import { withEngine } from '../table/index.ts'
import { keepLast } from './keep-last.ts'
import { findTrainingSet } from './replies/training-sets.ts'
import { pageHeaders } from './page-headers.ts'

interface DatasetAddress {
  readonly Params: { readonly name: string; readonly version: string }
  readonly Querystring: { readonly compare?: string }
}

interface SetAddress {
  readonly Params: { readonly id: string }
  readonly Querystring: { readonly compare?: string }
}

/**
 * The profiles of datasets, groups and training sets as pages, the same that `swell data profile` writes. What was asked
 * for lately is remembered: data under a version never changes.
 */
export function addProfilePages(app: FastifyInstance, project: OpenedProject): void {
  const profiles = keepLast<Profile>(20)
  const ofVersion = (found: DatasetVersion) =>
    profiles(`${found.dataset}@${found.version}`, () =>
      withEngine((engine) => {
        const reference = { dataset: found.dataset, version: String(found.version) }
        return profileDataset({ ...project, engine }, reference)
      }),
    )

  app.get<DatasetAddress>(
    '/api/v1/datasets/:name/versions/:version/profile.html',
    async (request, reply) => {
      const { name: dataset, version } = request.params
      const found = await getDatasetVersion(project, { dataset, version })
      const title = `${dataset}@${found.version}`
      const { compare } = request.query
      if (compare === undefined) return sendProfile(reply, await ofVersion(found), { title })
      const other = await getDatasetVersion(project, { dataset, version: compare })
      const profile = await ofVersion(found)
      const before = await ofVersion(other)
      const comparison = compareProfiles(before, profile)
      const compared = { title: `${dataset}@${other.version}`, profile: before, comparison }
      return sendProfile(reply, profile, { title, compared })
    },
  )

  app.get<{ Params: { readonly name: string } }>(
    '/api/v1/groups/:name/profile.html',
    async (request, reply) => {
      const { name } = request.params
      const group = getGroup(project.definition, name)
      const newest = (await project.commits.list(name)).at(-1)
      const profile = await profiles(`group ${name} ${newest?.id ?? ''}`, () =>
        withEngine(async (engine) => {
          const { relation } = await trueRows(project, group)
          return profileTable(engine, relation, { columns: group.columns, time: group.time })
        }),
      )
      return sendProfile(reply, profile, { title: name })
    },
  )

  app.get<SetAddress>('/api/v1/training-sets/:id/profile.html', async (request, reply) => {
    const set = await findTrainingSet(project, request.params.id)
    const profile = await getSetProfile(project, set)
    const { compare } = request.query
    const title = titleOf(set)
    if (compare === undefined) return sendProfile(reply, profile, { title })
    const other = await getTrainingSet(project, set.view, Number(compare))
    const before = await getSetProfile(project, other)
    const comparison = compareProfiles(before, profile)
    const compared = { title: titleOf(other), profile: before, comparison }
    return sendProfile(reply, profile, { title, compared })
  })
}

function titleOf({ view, version }: TrainingSet): string {
  return `${view}@${version}, training part`
}

/** Of the training part, as it was frozen. Throws `setNotProfiled`. */
async function getSetProfile(
  { trainingSets }: OpenedProject,
  { id, view, version }: TrainingSet,
): Promise<Profile> {
  const profile = await trainingSets.findProfile(id)
  if (profile === undefined) throw featuresErrors.setNotProfiled({ view, version })
  return profile
}

async function sendProfile(
  reply: FastifyReply,
  profile: Profile,
  page: Pick<ProfilePage, 'title' | 'compared'>,
): Promise<FastifyReply> {
  const html = renderProfile(profile, { ...page, tokensCss: await readTokens() })
  return reply
    .headers(pageHeaders(html, { framedBy: 'self' }))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html)
}
