import { pattern } from '../pattern.ts';
import { selectDoubts, selectStatements, selectTable } from '../queries.ts';
import type { ClusterId } from '../schema.ts';
import { pointsReminder } from './cell.ts';
import type { Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';

const describeWords = pattern(
  '特徵|特色|特性|敘述|描述|怎麼說|如何說|結論|摘要|characteristic|describ|say(s)? about|profile|summary|feature',
);

/** The study's sentences on a cluster, each with our reservation. */
export async function answerClusterStatements(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const [cluster] = reading.clusters;
  if (!cluster || reading.competencies.length > 0 || !describeWords.test(reading.text)) return null;
  const statements = (await selectStatements(facts.db)).filter(
    (one) => one.aboutKind === 'cluster' && one.aboutId === cluster,
  );
  const doubts = await selectDoubts(facts.db);
  const claims = statements.map((one) => {
    const note = doubts.find((entry) => entry.id !== 'H' && entry.applies.statements?.includes(one.id));
    const text =
      facts.language === 'en' ? `${one.en}.` : `「${(one.corrected ?? one.printed).replace(/。$/, '')}」`;
    const reservation = note ? t(`——本庫註：${note.short['zh-TW']}。`, ` Our note: ${note.short.en}.`) : '';
    return claim(
      `${text}${reservation}`,
      { source: `cluster-${cluster}`, section: `第 ${one.id.split('-').at(-1)} 點` },
      ...(note ? [doubt(note.id)] : []),
    );
  });
  return answered([
    list(
      claims,
      t(
        `研究對${say.cluster(cluster)}工作群的敘述：`,
        `What the study says of the ${say.cluster(cluster)} cluster:`,
      ),
    ),
    paragraph(claim(pointsReminder(facts), doubt('A1'))),
  ]);
}

/** Main tasks of a cluster, or what a cluster is. */
export async function answerClusterTasks(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks } = reading;
  if (
    reading.clusters.length === 0 ||
    reading.competencies.length > 0 ||
    reading.levels.length > 0 ||
    reading.tasks.length > 0
  )
    return null;
  if (!asks.task && !asks.what && !asks.compare) return null;
  if (asks.advice || asks.learning || (asks.measure && !asks.task)) return null;
  const claims = facts.lexicon.clusters
    .filter((one) => reading.clusters.includes(one.id as ClusterId))
    .map((one) => {
      const tasks = one.details.mainTasks as { name: string; nameEn: string }[];
      const mode = one.details.mode ? t(`（${one.details.mode}）`, ' (outsourced or in-house)') : '';
      return claim(
        t(
          `${say.cluster(one.id)}工作群的主要工作項目${mode}：${tasks.map((task) => task.name).join('、')}。`,
          `Main tasks of the ${say.cluster(one.id)} cluster${mode}: ${tasks.map((task) => task.nameEn).join(', ')}.`,
        ),
        { source: `cluster-${one.id}`, section: '主要工作項目' },
      );
    });
  const policy = reading.clusters.some((cluster) => cluster === 'hw' || cluster === 'sys');
  if (policy)
    claims.push(
      claim(
        t(
          '清單是作者的描述；其中「政策推動」在數值上並不突出。',
          "The list is the authors' description; policy promotion does not stand out in the numbers.",
        ),
        doubt('C4'),
      ),
    );
  return answered(
    [claims.length > 2 ? list(claims) : paragraph(...claims)],
    reading.clusters
      .slice(0, 1)
      .map((cluster) =>
        t(
          `${say.cluster(cluster)}工作群數值最高的五個工作項目是什麼？`,
          `What are the top 5 tasks of the ${say.cluster(cluster)} cluster?`,
        ),
      ),
  );
}

const allClusters = pattern(
  '(五|5)(個|大|種)?(工作)?群|工作群(有|是|分|包含|包括)?(為)?(哪|什麼)|(哪|什麼)(些|幾個)?工作群|(five|all|the|what|which) (work )?clusters',
);

/** The five clusters, each with what its people mainly do. */
export async function answerFiveClusters(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks } = reading;
  const placed = reading.competencies.length + reading.clusters.length + reading.levels.length;
  if (placed > 0 || reading.governments.length > 0 || !allClusters.test(reading.text)) return null;
  if (asks.measure || asks.compare || asks.people || asks.howMany || asks.when || asks.advice) return null;
  if (/怎麼|如何|為什麼|別名|成分|平均|how|why|component|mean(?!ing)/u.test(reading.text)) return null;
  const claims = facts.lexicon.clusters.map((one) => {
    const tasks = one.details.mainTasks as { name: string; nameEn: string }[];
    const work = tasks.map((task) => t(task.name, task.nameEn)).join(t('、', ', '));
    return claim(`${say.cluster(one.id)}${t('：', ': ')}${work}`, {
      source: `cluster-${one.id}`,
      section: '主要工作項目',
    });
  });
  return answered([list(claims, t('五個工作群與主要工作項目：', 'The five clusters and their main tasks:'))]);
}

/** Main and secondary clusters of a type of government, as the authors describe them. */
export async function answerGovernmentClusters(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const about = /工作群|cluster/u.test(reading.text);
  const mainly = reading.asks.whichGovernment && /主要|為主|mainly|main|primary/u.test(reading.text);
  if (reading.competencies.length > 0 || (!mainly && (!about || reading.clusters.length > 0))) return null;
  if (reading.governments.length === 0 && !reading.asks.whichGovernment) return null;
  if (reading.levels.length > 0) return null;
  const chosen = facts.lexicon.governments.filter(
    (one) => reading.governments.length === 0 || reading.governments.includes(one.id as never),
  );
  const names = (ids: unknown) => (ids as string[]).map((id) => say.cluster(id)).join(t('、', ', '));
  const claims = chosen.map((one) =>
    claim(
      t(
        `${one.name}：主要是${names(one.details.primaryClusters)}，次要是${names(one.details.secondaryClusters)}；研究描述為「${one.details.description}」。`,
        `${say.government(one.id)}: mainly ${names(one.details.primaryClusters)}, then ${names(one.details.secondaryClusters)}; described as "${one.details.descriptionEn}".`,
      ),
      { source: 'table-government-clusters', section: one.name },
    ),
  );
  return answered([
    chosen.length > 1 ? list(claims) : paragraph(...claims),
    paragraph(
      claim(
        t(
          '這是作者的描述，沒有一致的選取規則，也未附人數。',
          "This is the authors' description; it follows no single rule and gives no N.",
        ),
        doubt('D3'),
      ),
    ),
  ]);
}

const nameWords = pattern(
  '(五|5|哪|工作)(個|一)?群.{0,6}哪|哪(一|個)?(個|一)?(工作)?群|(又)?(叫|稱|寫作|印作)|別名|別稱|同一(個|群)|是不是.{0,8}群|一樣|相同|which (of the )?(five )?(work )?clusters?|also called|another name|alias|same (cluster|group|as)',
);

/** Which cluster a name of another table means, and how else the study writes it. */
export async function answerClusterName(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const [cluster] = reading.clusters;
  const placed =
    reading.competencies.length +
    reading.levels.length +
    reading.tasks.length +
    reading.types.length +
    reading.governments.length;
  if (!cluster || reading.clusters.length > 1 || placed > 0 || !nameWords.test(reading.text)) return null;
  const { asks } = reading;
  if (asks.measure || asks.howMany || asks.people || asks.task || asks.advice || asks.compare) return null;
  const rows = ((await selectTable(facts.db, 'cluster-aliases'))?.rows ?? []).filter(
    (row) => row.cluster_id === cluster,
  );
  const name = facts.lexicon.clusters.find((one) => one.id === cluster)?.name ?? '';
  const others = rows.map((row) => row.alias!).filter((alias) => alias !== name);
  if (others.length === 0) return null;
  const also = others.map((alias) => t(`「${alias}」`, alias)).join(t('、', ', '));
  return answered([
    paragraph(
      claim(
        t(
          `是${say.cluster(cluster)}工作群；研究的不同表裡也寫作${also}。`,
          `It is the ${say.cluster(cluster)} cluster; other tables of the study also write ${also}.`,
        ),
        { source: 'table-cluster-aliases', section: name },
        { source: `cluster-${cluster}`, section: '主要工作項目' },
      ),
    ),
  ]);
}

const pcaWords = pattern(
  '主成分|成分分數|成分得分|principal component|component score|(?<![a-z])pca(?![a-z])|components?(?![a-z])|成分',
);

/** Scores on the components, which are not clusters. */
export async function answerComponents(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  if (!pcaWords.test(reading.text)) return null;
  if (!reading.asks.framework && reading.clusters.length === 0 && !/主成分|pca|principal/u.test(reading.text))
    return null;
  const table = await selectTable(facts.db, 'cluster-pca');
  const clusters =
    reading.clusters.length > 0 ? reading.clusters : facts.lexicon.clusters.map((one) => one.id as ClusterId);
  const claims = clusters.map((cluster) => {
    const rows = (table?.rows ?? []).filter((row) => row.cluster_id === cluster);
    return claim(
      `${say.cluster(cluster)}${t('：', ': ')}${rows.map((row) => `${row.component} ${row.value}`).join(t('、', ', '))}`,
      {
        source: 'table-cluster-pca',
        section: facts.lexicon.clusters.find((one) => one.id === cluster)?.name,
      },
    );
  });
  return answered([
    list(
      claims,
      t('各工作群在五個主成分的平均分數：', 'Mean scores of the clusters on the five components:'),
    ),
    paragraph(
      claim(
        t(
          '欄名是主成分，不是工作群；負荷量、切分點與分群規則都沒有印出，所以不能用來替個人計分。',
          'The column names are components, not clusters; loadings, cut-offs and the clustering rule are not printed, so nobody can be scored on them.',
        ),
        doubt('D1'),
      ),
    ),
  ]);
}
