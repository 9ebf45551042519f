// Every call that the sandbox knows, by the resource it is about.
export { listUniqueIds } from './account/listUniqueIds.cjs';
export { chatPersonalStream } from './chat/askPersonalMemory.cjs';
export { marketerChat, marketerChatStream } from './chat/askPublicVideos.cjs';
export { chat, chatStream } from './chat/askVideos.cjs';
export { createFolder } from './folder/createFolder.cjs';
export { deleteFolder } from './folder/deleteFolder.cjs';
export { listFolders } from './folder/listFolders.cjs';
export { listFolderVideos } from './folder/listFolderVideos.cjs';
export { moveVideos } from './folder/moveVideos.cjs';
export { renameFolder } from './folder/renameFolder.cjs';
export { uploadImages } from './image/uploadImages.cjs';
export { addMemories } from './memory/addMemories.cjs';
export { listMemories, searchMemories } from './memory/listMemories.cjs';
export { scraperCreator, scraperCreatorPublic } from './scrape/scraperCreator.cjs';
export { scraperTag, scraperTagPublic } from './scrape/scraperTag.cjs';
export { scraperUrl, scraperUrlPublic } from './scrape/scraperUrl.cjs';
export { search } from './search/search.cjs';
export { searchClipsByImage } from './search/searchClipsByImage.cjs';
export { searchPublic } from './search/searchPublic.cjs';
export { searchPublicSimilarImages, searchSimilarImages } from './search/searchSimilarImages.cjs';
export { getVideoIdsByTaskId } from './task/getVideoIdsByTaskId.cjs';
export { getAudioTranscription, getVideoCaption } from './transcript/getTranscript.cjs';
export {
	searchAudioTranscripts,
	searchPublicAudioTranscripts,
} from './transcript/searchTranscripts.cjs';
export { searchDbV10 } from './v1.0/searchDbV10.cjs';
export { uploadV10 } from './v1.0/uploadV10.cjs';
export { getFolderV11 } from './v1.1/getFolderV11.cjs';
export { listVideosV11 } from './v1.1/listVideosV11.cjs';
export { uploadUrlV11 } from './v1.1/uploadUrlV11.cjs';
export { uploadV11 } from './v1.1/uploadV11.cjs';
export { deleteVideos } from './video/deleteVideos.cjs';
export { downloadVideo } from './video/downloadVideo.cjs';
export { getMetadata } from './video/getMetadata.cjs';
export { listVideos } from './video/listVideos.cjs';
export { upload } from './video/upload.cjs';
export { uploadUrl } from './video/uploadUrl.cjs';
