// Prints what Comunica finds as SPARQL results in JSON: node ask.js sparql|traverse SOURCE QUERY
import { QueryEngine as Engine } from '@comunica/query-sparql';
import { QueryEngine as Traversal } from '@comunica/query-sparql-link-traversal';

const [way, source, query] = process.argv.slice(2);
const ways = {
  sparql: { engine: Engine, sources: [{ type: 'sparql', value: source }] },
  traverse: { engine: Traversal, sources: [source], lenient: true },
};
const { engine: Asked, ...context } = ways[way];
const engine = new Asked();
const answer = await engine.query(query, context);
const { data } = await engine.resultToString(answer, 'application/sparql-results+json');
data.pipe(process.stdout);
