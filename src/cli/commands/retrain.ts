import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { answersOf, retrain as retrainModel, writeDecision } from '../../monitoring/index.ts'
import { getRetraining, getTrainable, retrainingDeps } from '../../project/index.ts'
import { deliverWebhooks } from '../../registry/index.ts'
import { toDecisionReply } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { renderAnswers } from '../render-decisions.ts'
import { userName } from '../user-name.ts'

export const retrain = defineCommand({
  name: 'retrain',
  summary: 'Ask the retraining policy of a model or forecast, and do what it says',
  description:
    'Is there new data? Does the champion still hold on it? If not, a version is trained and compared with the ' +
    'champion on the same rows; where it is better and its gates hold, it is promoted, proposed or tried, as the ' +
    'policy says. A model without a policy gets one that proposes. A retraining that was killed goes on. Exit ' +
    'codes: 0 decided, 5 another retrains it now, 6 what was trained was refused, 7 the training failed.',
  example: [
    'swell retrain surf-height',
    'swell retrain surf-height --if-due',
    'swell retrain surf-height --dry-run',
    'swell retrain surf-height --markdown retraining.md',
  ],
  positionals: ['model'],
  input: z.strictObject({
    model: z.string().describe('Its name'),
    policy: z.string().optional().describe('Which of its policies, if it has several'),
    ifDue: z.boolean().default(false).describe('Only if one of the policy’s triggers says so'),
    dryRun: z.boolean().default(false).describe('Ask up to the training, and change nothing'),
    anyway: z
      .boolean()
      .default(false)
      .describe('Train although the champion holds or the limit is reached'),
    markdown: z
      .string()
      .optional()
      .describe('Write it as Markdown, for a pull request')
      .meta({ value: '<file>' }),
  }),
  run: async (context, { model: name, policy: policyName, ifDue, dryRun, anyway, markdown }) => {
    const project = await context.open()
    const model = getTrainable(project.definition, name)
    const policy = getRetraining(project.definition, model, policyName)
    const by = userName()
    const asked = { kind: 'by hand', because: `${by} asked`, ...(anyway && { isForced: true }) }
    const { live, signal } = context
    const outcome = await retrainModel({ ...retrainingDeps(project), log: context.log }, policy, {
      by,
      trigger: ifDue ? 'due' : { ...asked, kind: 'by hand' },
      isRehearsal: dryRun,
      signal,
      onProgress: (update) => live.progress(update),
      onAnswer: (question) => live.status(`  ${name}: ${question}`),
    })
    await deliverWebhooks(project, { signal })
    const { conclusion, because, evidence, decision } = outcome
    if (markdown !== undefined) {
      const { alias } = policy
      const text = writeDecision({ model: name, alias, because, evidence })
      await writeFile(resolve(context.workingFolder, markdown), text)
    }
    return {
      model: name,
      policy: policy.name,
      conclusion,
      because,
      isRehearsal: dryRun,
      answers: answersOf(evidence),
      decision: decision === undefined ? null : toDecisionReply(decision),
      wasTrained: evidence.candidate !== undefined,
    }
  },
  exitCode: ({ conclusion, wasTrained }) => {
    if (conclusion === 'fail') return exitCodes.outside
    return conclusion === 'keep' && wasTrained ? exitCodes.refused : exitCodes.done
  },
  print: ({ conclusion, because, answers, decision, isRehearsal }, { style }) => {
    const said = because.charAt(0).toUpperCase() + because.slice(1)
    const end = conclusion === 'not due' ? `Not due: ${because}` : said
    const dry = isRehearsal ? style.dim('  (a dry run: nothing was changed)') : ''
    const next =
      decision?.state === 'proposed'
        ? `Next: swell decisions accept ${decision.id}, or swell decisions decline ${decision.id}\n`
        : ''
    return `${renderAnswers(answers, style)}\n${style.bold(`${end}.`)}${dry}\n${next}`
  },
})
