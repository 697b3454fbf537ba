import { definePipeline, loadStep, promoteStep, trainStep } from 'groundswell'
import { members } from '../groups/members.ts'
import { outcomes } from '../groups/outcomes.ts'
import { leavingModel } from '../models/leaving.ts'

const loads = [members, outcomes].map((group) => loadStep(group))
const train = trainStep(leavingModel, { loads })
const promote = promoteStep(leavingModel, { trained: train })

export const weekly = definePipeline({
  name: 'weekly',
  summary: 'Brings in new lists and outcomes, trains, promotes what is better',
  steps: [...loads, train, promote],
  schedule: '30 6 * * 1',
})
