import { type AnyContractProcedure, getEventIteratorSchemaDetails } from '@orpc/contract';
import { z } from 'zod';
import { contract } from '../../../common/contract';
import { errorCodes } from '../../../common/errors';

type JsonSchema = Readonly<Record<string, unknown>>;
type Direction = 'input' | 'output';

/** The contract as an OpenAPI 3.1 document, for whoever drives Estiba by plain HTTP. */
export function createOpenApiDocument(version: string): JsonSchema {
  return {
    openapi: '3.1.1',
    info: { title: 'Estiba', version, description },
    security: [{ token: [] }],
    paths: Object.fromEntries(
      procedures().map(([feature, name, procedure]) => toPath(feature, name, procedure)),
    ),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: errorSchema },
    },
  };
}

const description =
  'Every procedure is a POST with a JSON body. Streams answer as server-sent events: `data` holds one item, ' +
  '`event: end` ends them and `event: error` carries an Error.';

const errorSchema: JsonSchema = {
  type: 'object',
  required: ['code', 'message'],
  properties: {
    code: { enum: errorCodes },
    message: { type: 'string' },
    details: { type: 'object' },
    errorId: { type: 'string', description: 'Names the entry of the log that holds the stack.' },
  },
};

function procedures(): readonly (readonly [string, string, AnyContractProcedure])[] {
  return Object.entries(contract).flatMap(([feature, slice]) =>
    Object.entries(slice).map(([name, procedure]) => [feature, name, procedure] as const),
  );
}

function toPath(
  feature: string,
  name: string,
  procedure: AnyContractProcedure,
): readonly [string, JsonSchema] {
  const { inputSchema, outputSchema } = procedure['~orpc'];
  const operation = {
    operationId: `${feature}.${name}`,
    tags: [feature],
    ...(inputSchema ? { requestBody: toRequestBody(inputSchema) } : {}),
    responses: { ...toResponses(outputSchema), default: toError() },
  };
  return [`/rpc/${feature}/${name}`, { post: operation }];
}

function toRequestBody(schema: unknown): JsonSchema {
  return { required: true, content: { 'application/json': { schema: toJsonSchema(schema, 'input') } } };
}

function toResponses(schema: AnyContractProcedure['~orpc']['outputSchema']): JsonSchema {
  const stream = getEventIteratorSchemaDetails(schema);
  if (stream) {
    const item = toJsonSchema(stream.yields, 'output');
    const content = { 'text/event-stream': { schema: { type: 'string' }, 'x-item-schema': item } };
    return { 200: { description: 'A stream of items', content } };
  }
  if (schema === undefined || schema instanceof z.ZodVoid) return { 204: { description: 'Done' } };
  return {
    200: {
      description: 'The answer',
      content: { 'application/json': { schema: toJsonSchema(schema, 'output') } },
    },
  };
}

function toError(): JsonSchema {
  const schema = { $ref: '#/components/schemas/Error' };
  return { description: 'It failed', content: { 'application/json': { schema } } };
}

/** What JSON Schema cannot say (a transform, bytes) is any value; the server checks it all the same. */
function toJsonSchema(schema: unknown, io: Direction): JsonSchema {
  if (!(schema instanceof z.ZodType)) return {};
  const { $schema: _, ...document } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return document;
}
