import type { ObjectiveReply, ObjectivesReply } from '../../api/index.ts'
import { parseDuration } from '../../base/index.ts'
import { describeObjective, measureObjective, type Objective } from '../../monitoring/index.ts'
import type { OpenedProject } from '../../project/index.ts'

export async function readObjectives(project: OpenedProject): Promise<ObjectivesReply> {
  const { objectives } = project.definition
  return { objectives: await Promise.all(objectives.map((one) => toReply(project, one))) }
}

async function toReply(
  { database, now }: OpenedProject,
  objective: Objective,
): Promise<ObjectiveReply> {
  const { name, description, service, target, over } = objective
  const found = await measureObjective(database, objective, now())
  return {
    name,
    description: description ?? null,
    service: service.name,
    sentence: describeObjective(objective),
    target,
    overMs: parseDuration(over),
    requestCount: found.requestCount,
    goodShare: found.goodShare ?? null,
    budgetLeft: found.budgetLeft ?? null,
    state: found.state,
    burnRates: found.burns.map((burn) => ({
      longMs: parseDuration(burn.long),
      shortMs: parseDuration(burn.short),
      limit: burn.limit,
      severity: burn.severity,
      long: burn.longRate ?? null,
      short: burn.shortRate ?? null,
      burning: burn.isBurning,
    })),
    points: found.points.map(({ at, goodShare, requestCount }) => ({
      at: at.toISOString(),
      goodShare: goodShare ?? null,
      requestCount,
    })),
  }
}
