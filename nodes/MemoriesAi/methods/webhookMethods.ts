/**
 * What n8n asks of a node with a webhook when its workflow is published. Memories.ai keeps no list
 * of webhooks: each upload names the URL that is called, so there is nothing to create or delete.
 */
export const webhookMethods = {
	default: {
		checkExists: async (): Promise<boolean> => true,
		create: async (): Promise<boolean> => true,
		delete: async (): Promise<boolean> => true,
	},
};
