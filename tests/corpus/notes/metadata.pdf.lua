-- we can read Lua syntax here!
return {
    ["bookmarks"] = {
        [1] = {
            ["chapter"] = "",
            ["datetime"] = "2023-03-14 21:30:12",
            ["highlighted"] = true,
            ["notes"] = "You may have heard the boats.",
            ["page"] = 3,
            ["pos0"] = { ["page"] = 3, ["x"] = 12.5, ["y"] = 1e2, ["zoom"] = 0x1, },
            ["text"] = "Page 3 You may have heard the boats. @ 2023-03-14 21:30:12",
        },
        [2] = {
            ["datetime"] = "2023-03-14 21:40:12",
            ["highlighted"] = true,
            ["notes"] = "Nobody rows at noon.",
            ["page"] = 4,
            ["text"] = "Ask the ferry.",
        },
        [3] = {
            ["datetime"] = "2023-03-14 21:50:12",
            ["notes"] = "Page 9 @ 2023-03-14 21:50:12",
            ["page"] = 9,
        },
    },
    ["doc_path"] = "/mnt/us/documents/Night Boats.pdf",
    ["highlight"] = {
        [3] = {
            [1] = { ["datetime"] = "2023-03-14 21:30:12", ["drawer"] = "lighten", ["text"] = "You may have heard the boats.", },
        },
        [4] = {
            [1] = { ["datetime"] = "2023-03-14 21:40:12", ["drawer"] = "lighten", ["text"] = "Nobody rows at noon.", },
        },
    },
}
