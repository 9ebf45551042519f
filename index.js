// n8n finds the nodes through the "n8n" key of package.json. This file serves other programs.
const { MemoriesAiApi } = require('./dist/credentials/MemoriesAiApi.credentials.js');
const { MemoriesAi } = require('./dist/nodes/MemoriesAi/MemoriesAi.node.js');
const { MemoriesAiTrigger } = require('./dist/nodes/MemoriesAi/MemoriesAiTrigger.node.js');

module.exports = { MemoriesAiApi, MemoriesAi, MemoriesAiTrigger };
