-- /mnt/onboard/salt-road.sdr/metadata.epub.lua
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "I. The marsh",
            ["color"] = "yellow",
            ["datetime"] = "2026-03-14 21:30:12",
            ["datetime_updated"] = "2026-03-14 21:31:00",
            ["drawer"] = "lighten",
            ["note"] = "Who says nobody?",
            ["page"] = "/body/DocFragment[5]/body/p[3]/text().0",
            ["pageno"] = 12,
            ["pos0"] = "/body/DocFragment[5]/body/p[3]/text().0",
            ["pos1"] = "/body/DocFragment[5]/body/p[3]/text().62",
            ["text"] = "The road was white with salt, and nobody walked it after dark.",
        },
        [2] = {
            ["datetime"] = "2026-03-14 21:40:12",
            ["drawer"] = "lighten",
            ["pageno"] = 40,
            ["pos0"] = "/body/p[1]/text().0",
            ["pos1"] = "/body/p[2]/text().9",
            ["text"] = "A second passage\
of \"two\" lines.",
        },
        [3] = {
            ["datetime"] = "2026-03-14 21:50:12",
            ["page"] = "/body/p[9]/text().0",
            ["pageno"] = 90,
            ["text"] = "in The sea",
        },
    },
    ["doc_props"] = {
        ["authors"] = "Ada Quay\
Tomas Reyes",
        ["language"] = "en-GB",
        ["title"] = "The Salt Road",
    },
    ["percent_finished"] = 0.25,
    ["stats"] = {},
}
