using Exafs.Lab;
using Exafs.Lab.Simulate;

namespace Exafs.Tests.Lab.Simulate;

public sealed class TrainingConfigTests
{
    private const string Group = """{ "name": "bcc", "phase": "bcc", "potential": "mendelev", "cells": [3, 3, 3], "temperatures_kelvin": [300] }""";

    [Theory]
    [InlineData("fe", 26)]
    [InlineData("cu", 29)]
    [InlineData("test", 29)]
    public void Load_ShippedConfiguration_Binds(string element, int atomicNumber) =>
        Assert.Equal(atomicNumber, TrainingConfig.Load(TrainingConfigs.FileOf(element)).AtomicNumber);

    [Theory]
    [InlineData("\"cells\"", "\"cell\"", "$.dynamics.groups[0]", "cell")]
    [InlineData("[3, 3, 3]", "[3, 3]", "dynamics.groups[0].cells", "three numbers")]
    [InlineData("[300]", "[-1]", "dynamics.groups[0].temperatures_kelvin", "0 to 10000")]
    [InlineData("\"phase\": \"bcc\"", "\"phase\": \"diamond\"", "$.dynamics.groups[0].phase", "DynamicsPhase")]
    [InlineData("\"phase\": \"bcc\"", "\"phase\": \"liquid\", \"crystal\": \"bcc\"", "dynamics.groups[0].melt_kelvin", "wanted of a liquid")]
    [InlineData("\"phase\": \"bcc\"", "\"phase\": \"particle\"", "dynamics.groups[0].crystal", "bcc, fcc or hcp")]
    [InlineData("\"mendelev\", \"cells\"", "\"newton\", \"cells\"", "dynamics.groups[0].potential", "newton")]
    [InlineData("\"Fe_mm.eam.fs\",", "\"../Fe_mm.eam.fs\",", "potentials.mendelev.file", "without folders")]
    [InlineData("\"element\": \"Fe\"", "\"element\": \"Xx\"", "element", "Xx")]
    [InlineData("\"seed\": 2026,", "\"seed\": 2026, \"seed\": 7,", "seed", "uplicate")]
    [InlineData("\"bcc-0300K\"", "\"bcc-0400K\"", "reference", "bcc-0400K")]
    [InlineData("\"frames_min\": 8,", "\"frames_min\": 80,", "structures.frames_min", "1 to 16")]
    [InlineData("\"test_share\": 0.1", "\"test_share\": 1.5", "structures.test_share", "0 to 0.9")]
    [InlineData("\"structure\": \"bcc\"", "\"structure\": \"hcp\"", "scattering.structure", "bcc or fcc")]
    public void Parse_WhatCannotBe_IsNamedInOneLine(string given, string wrong, string key, string problem)
    {
        var text = TrainingConfigs.Iron(Group, "bcc-0300K");
        Assert.Contains(given, text, StringComparison.Ordinal);

        var error = Assert.Throws<UsageException>(() => TrainingConfig.Parse(text.Replace(given, wrong, StringComparison.Ordinal)));

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Load_MissingFile_IsToldByName()
    {
        var error = Assert.Throws<UsageException>(() => TrainingConfig.Load("no-such.json"));

        Assert.Contains("no-such.json", error.Message, StringComparison.Ordinal);
    }
}
